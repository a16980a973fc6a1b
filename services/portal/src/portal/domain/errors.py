"""What stops a person at the portal; everything else is refused by the service that decides.

PortalError
├── SignInNeeded      nobody is signed in, or the session is over
├── RoleNotAllowed    the page belongs to another role
├── FormExpired       the form was not made for this browser
├── SignInFailed      the issuer did not vouch for the person
└── NotShown          there is no such thing, or not for this person
"""


class PortalError(Exception):
    """A refusal that the portal itself makes."""


class SignInNeeded(PortalError):
    """Nobody is signed in, or the session is over."""


class RoleNotAllowed(PortalError):
    """The page belongs to another role."""


class FormExpired(PortalError):
    """The form was not made for this browser."""


class SignInFailed(PortalError):
    """The issuer did not vouch for the person."""


class NotShown(PortalError):
    """There is no such thing, or not for this person."""
