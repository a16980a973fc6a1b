"""A unit's registers: who is the same person, what each was awarded before, which initiatives there are; private."""
