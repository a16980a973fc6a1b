"""The rules of nominations: pure functions from state and command to facts."""
