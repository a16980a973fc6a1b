"""What nominations listens to."""

FACTS_FROM = ("review",)
PERSONAL_FROM: tuple[str, ...] = ()
# The note of a return says whom and what it is about.
PERSONAL_FROM = ("review",)
