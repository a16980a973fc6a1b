"""Numbers as Vietnamese writes them, in whatever a service says to people."""


def dotted(count: int) -> str:
    """A whole number with its dots: 20.000."""
    return f"{count:,}".replace(",", ".")
