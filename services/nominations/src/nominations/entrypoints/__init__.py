"""The ways in: HTTP, and the command line's own verb."""
