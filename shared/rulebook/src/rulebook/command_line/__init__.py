"""`python -m rulebook`: the rulebook used alone, without any service."""
