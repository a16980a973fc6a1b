"""What nominations listens to."""

FACTS_FROM = ("review",)
PERSONAL_FROM: tuple[str, ...] = ()
