"""The platform kit every service stands on: outbox, relay, inbox, HTTP, health."""
