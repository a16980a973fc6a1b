"""The outside world: PostgreSQL, the mail server, the words of messages."""
