"""What only this service may read or make: cookie ids hashed, tokens encrypted, form tokens bound to a browser.

All keys come from one secret of the settings (HMAC-SHA-256 as in RFC 5869's expand step, one label each).
"""

import hashlib
import hmac
from dataclasses import dataclass

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey


class Unreadable(Exception):
    """Sealed with another secret, or changed."""


@dataclass(frozen=True, slots=True)
class Seal:
    secret: str

    def __post_init__(self) -> None:
        if len(self.secret) < 32:
            raise ValueError("SESSION_SECRET needs at least 32 characters")

    def digest(self, purpose: str, text: str) -> bytes:
        """A keyed hash; equal texts of one purpose have equal hashes."""
        return hmac.new(self._key(purpose), text.encode(), hashlib.sha256).digest()

    def form_token(self, browser: str) -> str:
        """What a form must carry to come from a page of this browser."""
        return self.digest("form", browser).hex()

    def is_form_token(self, token: str, browser: str) -> bool:
        return bool(browser) and hmac.compare_digest(token.encode(), self.form_token(browser).encode())

    def closed(self, text: bytes) -> str:
        """Encrypt (JWE compact, dir, A256GCM)."""
        key = OctKey.import_key(self._key("tokens"))
        return jwe.encrypt_compact({"alg": "dir", "enc": "A256GCM"}, text, key)

    def opened(self, sealed: str) -> bytes:
        """Decrypt; raises Unreadable."""
        try:
            found = jwe.decrypt_compact(sealed, OctKey.import_key(self._key("tokens")))
        except (JoseError, ValueError) as error:
            raise Unreadable from error
        return found.plaintext or b""

    def _key(self, purpose: str) -> bytes:
        return hmac.new(self.secret.encode(), purpose.encode() + b"\x01", hashlib.sha256).digest()
