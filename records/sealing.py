"""Sealing what people wrote: AES-256-GCM, a key for each person, and the site's key around each person's key.

A sealed value is `1.<id of its key>.<base64 of nonce and ciphertext>`, and opens only at the place it was sealed for
(table, column and row), so that a value moved to another row does not open. Deleting a person's key
deletes what they wrote. AES-GCM: NIST SP 800-38D; a fresh random nonce of 96 bits for each value.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from records import settings

FORMAT = "1"
KEY_BYTES = 32
NONCE_BYTES = 12
_ID_LENGTH = 8


class WrongKey(Exception):
    """What is sealed does not open: the site's key is another one than it was sealed with, or the value was changed."""


class MalformedKey(WrongKey):
    """The site's key is no key at all."""


@dataclass(frozen=True)
class Key:
    """One key, and the id that the values it sealed carry."""

    id: str
    secret: bytes = field(repr=False)

    def seal(self, plain: bytes, place: str) -> str:
        """The sealed value of some bytes, for one place."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + AESGCM(self.secret).encrypt(nonce, plain, place.encode())
        return f"{FORMAT}.{self.id}.{base64.urlsafe_b64encode(sealed).decode()}"

    def open(self, value: str, place: str) -> bytes:
        """The bytes that were sealed with this key for this place. Raises WrongKey."""
        sealed = base64.urlsafe_b64decode(value.rpartition(".")[2])
        try:
            return AESGCM(self.secret).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode()
            )
        except InvalidTag as error:
            raise WrongKey(f"What is sealed at {place} was changed or moved.") from error


def key_id(value: str) -> str:
    """The id of the key a sealed value was sealed with."""
    return value.split(".", 2)[1]


class KeyRing:
    """The site's key, and while it is being changed the one before; it makes and opens people's keys.

    The site's key is read when it is first needed: what needs no words needs no key.
    """

    def __init__(self, secrets: Callable[[], Sequence[str]] = settings.site_keys) -> None:
        self._secrets = secrets

    @cached_property
    def _keys(self) -> dict[str, Key]:
        return {key.id: key for key in map(site_key, self._secrets())}

    @property
    def current(self) -> Key:
        """The site's key. Raises MalformedKey."""
        return next(iter(self._keys.values()))

    def new_person_key(self, preparation_id: str) -> tuple[Key, str]:
        """A fresh key for the words of one preparation, and the same wrapped for the table."""
        key = Key(preparation_id, os.urandom(KEY_BYTES))
        return key, self.current.seal(key.secret, _place_of_key(preparation_id))

    def person_key(self, preparation_id: str, wrapped: str) -> Key:
        """The key of one preparation. Raises WrongKey when the site's key is not the one that wrapped it."""
        site = self._keys.get(key_id(wrapped))
        if site is None:
            raise WrongKey(
                f"The records are sealed with the site key {key_id(wrapped)}, and BEFOREHAND_SITE_KEY is "
                f"{self.current.id}: put back the key they were sealed with."
            )
        return Key(preparation_id, site.open(wrapped, _place_of_key(preparation_id)))

    def rewrapped(self, preparation_id: str, wrapped: str) -> str:
        """The same person's key, wrapped with the site's current key."""
        key = self.person_key(preparation_id, wrapped)
        return self.current.seal(key.secret, _place_of_key(preparation_id))


def site_key(secret: str) -> Key:
    """The key that a setting says; its id is the beginning of its hash. Raises MalformedKey."""
    try:
        raw = base64.b64decode(secret, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise MalformedKey(f"BEFOREHAND_SITE_KEY is not {KEY_BYTES} bytes in base64.")
    return Key(hashlib.sha256(b"id of a site key" + raw).hexdigest()[:_ID_LENGTH], raw)


def _place_of_key(preparation_id: str) -> str:
    return f"preparation.sealed_key.{preparation_id}"
