"""The ways in: HTTP, and the sender's clock."""
