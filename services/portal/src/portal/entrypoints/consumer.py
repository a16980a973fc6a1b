"""Whose facts and personal parts the portal projects; the group is `portal`, `portal-rebuild-<n>` for a rebuild."""

FACTS_FROM = ("nominations", "review", "notifications")
PERSONAL_FROM = ("nominations", "review")
