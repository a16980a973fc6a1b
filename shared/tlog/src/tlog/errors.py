"""The two ways in which bytes are refused.

TlogError
├── Malformed     the bytes are not in the form that the specification gives
└── NotVerified   the form is right; a signature, a proof or a policy does not hold
"""


class TlogError(ValueError):
    """What this package raises."""


class Malformed(TlogError):
    """The bytes are not what their specification says they must be."""


class NotVerified(TlogError):
    """A well-formed statement that is not true, or that nobody known has signed."""
