"""Whose facts are recorded: everybody's, the record's own too; whatever their type. The group is the service's name."""

from contracts import registry

FACTS_FROM = registry.PRODUCERS
