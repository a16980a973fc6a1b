"""The outside world of review: its database."""
