"""The ways into review."""
