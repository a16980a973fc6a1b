"""Cases, verdicts, decisions, awards, revocation."""
