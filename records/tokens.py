"""Secrets that browsers hold: links and session cookies. Only their hashes are stored."""

import hashlib
import secrets

TOKEN_BYTES = 24


def new_token() -> str:
    """A fresh secret of 192 random bits, safe in a URL."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    """What is stored of a token. A plain SHA-256 is enough: the token is random, not a password."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
