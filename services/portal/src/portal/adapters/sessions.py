"""Who is signed in, and who is on the way: rows under keyed hashes, so that the table opens no session."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from chassis.database import Pool, reading, transaction
from contracts.roles import Role
from portal.adapters.sealing import Seal, Unreadable

LIFETIME = timedelta(hours=12)
SIGN_IN_LIFETIME = timedelta(minutes=10)


class Tokens(BaseModel):
    """What the issuer gave: kept here, never in the browser."""

    model_config = ConfigDict(frozen=True)

    access: str
    refresh: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A person who signed in."""

    sub: str
    name: str
    roles: frozenset[Role]
    unit: str | None
    tokens: Tokens
    access_expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What the issuer's answer must match."""

    code_verifier: str
    nonce: str
    next_path: str


@dataclass(frozen=True, slots=True)
class Sessions:
    pool: Pool
    seal: Seal

    async def find(self, cookie: str, now: datetime) -> Session | None:
        """The session of a cookie, None when it is unknown or over."""
        async with reading(self.pool) as connection:
            row = await connection.fetchrow(
                """
                SELECT sub, name, roles, unit, tokens, access_expires_at FROM session
                WHERE id_hash = $1 AND ends_at > $2
                """,
                self._hash(cookie),
                now,
            )
        if row is None:
            return None
        try:
            tokens = Tokens.model_validate_json(self.seal.opened(row["tokens"]))
        except (Unreadable, ValidationError):
            return None
        roles = frozenset(Role(role) for role in row["roles"])
        return Session(
            sub=row["sub"],
            name=row["name"],
            roles=roles,
            unit=row["unit"],
            tokens=tokens,
            access_expires_at=row["access_expires_at"],
        )

    async def begin(self, cookie: str, session: Session, now: datetime) -> None:
        """Keep a session, and forget those that are over."""
        async with transaction(self.pool) as connection:
            await connection.execute("DELETE FROM session WHERE ends_at <= $1", now)
            await connection.execute(
                """
                INSERT INTO session
                    (id_hash, sub, name, roles, unit, tokens, access_expires_at, started_at, ends_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                self._hash(cookie),
                session.sub,
                session.name,
                sorted(session.roles),
                session.unit,
                self._closed(session.tokens),
                session.access_expires_at,
                now,
                now + LIFETIME,
            )

    async def renew(self, cookie: str, session: Session) -> None:
        """Keep new tokens and what they say about the person."""
        async with transaction(self.pool) as connection:
            await connection.execute(
                "UPDATE session SET tokens = $2, access_expires_at = $3, roles = $4, unit = $5 WHERE id_hash = $1",
                self._hash(cookie),
                self._closed(session.tokens),
                session.access_expires_at,
                sorted(session.roles),
                session.unit,
            )

    async def end(self, cookie: str) -> None:
        async with transaction(self.pool) as connection:
            await connection.execute("DELETE FROM session WHERE id_hash = $1", self._hash(cookie))

    async def remember(self, state: str, browser: str, sign_in: SignIn, now: datetime) -> None:
        """Keep what a sign-in needs until the issuer answers."""
        async with transaction(self.pool) as connection:
            await connection.execute("DELETE FROM sign_in WHERE started_at <= $1", now - SIGN_IN_LIFETIME)
            await connection.execute(
                """
                INSERT INTO sign_in (state_hash, browser_hash, code_verifier, nonce, next_path, started_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                """,
                self.seal.digest("state", state),
                self.seal.digest("browser", browser),
                sign_in.code_verifier,
                sign_in.nonce,
                sign_in.next_path,
                now,
            )

    async def recall(self, state: str, browser: str, now: datetime) -> SignIn | None:
        """Take the sign-in of a state out, once, and only for the browser that began it."""
        async with transaction(self.pool) as connection:
            row = await connection.fetchrow(
                """
                DELETE FROM sign_in WHERE state_hash = $1 AND browser_hash = $2 AND started_at > $3
                RETURNING code_verifier, nonce, next_path
                """,
                self.seal.digest("state", state),
                self.seal.digest("browser", browser),
                now - SIGN_IN_LIFETIME,
            )
        if row is None:
            return None
        return SignIn(code_verifier=row["code_verifier"], nonce=row["nonce"], next_path=row["next_path"])

    def _hash(self, cookie: str) -> bytes:
        return self.seal.digest("session", cookie)

    def _closed(self, tokens: Tokens) -> str:
        return self.seal.closed(tokens.model_dump_json().encode())
