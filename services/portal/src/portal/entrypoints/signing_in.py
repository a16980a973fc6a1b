"""Who is signed in now: found by the cookie, renewed when the access token is about to end."""

from dataclasses import replace
from datetime import timedelta

from chassis.http import Problem
from portal.adapters.issuer import Grant, SignInRefused
from portal.adapters.sessions import Session
from portal.domain.errors import SignInFailed
from portal.entrypoints.site import Site

RENEW_BEFORE = timedelta(seconds=60)


async def current_session(site: Site, cookie: str) -> Session | None:
    """The session of a cookie with an access token that still lasts; None when the person must sign in again."""
    if not cookie:
        return None
    session = await site.sessions.find(cookie, site.now())
    if session is None or session.access_expires_at - site.now() > RENEW_BEFORE:
        return session
    return await _renewed(site, cookie, session)


async def _renewed(site: Site, cookie: str, session: Session) -> Session | None:
    refresh = session.tokens.refresh
    if refresh is not None:
        try:
            grant = await site.issuer.refresh(refresh, session.name, site.now())
            renewed = await session_of(site, grant)
        except (SignInRefused, SignInFailed):
            # Another request of the same person may have renewed it meanwhile.
            found = await site.sessions.find(cookie, site.now())
            return found if found is not None and found.access_expires_at > site.now() else None
        await site.sessions.renew(cookie, renewed)
        return renewed
    return session if session.access_expires_at > site.now() else None


async def session_of(site: Site, grant: Grant) -> Session:
    """What an access token says about its person, once it is checked as every service checks it."""
    try:
        principal = await site.identity.principal(grant.tokens.access)
    except Problem as error:
        raise SignInFailed from error
    session = Session(
        sub=principal.sub,
        name=grant.name,
        roles=principal.roles,
        unit=principal.unit,
        tokens=grant.tokens,
        access_expires_at=grant.expires_at,
    )
    return replace(session, name=session.name or principal.sub)
