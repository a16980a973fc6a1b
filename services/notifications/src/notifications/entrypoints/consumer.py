"""Whose facts are told to people; the types are the keys of the handler table, the group is the service's name."""

FACTS_FROM = ("nominations", "review")
