"""The rules of review: pure functions from state and command to facts."""
