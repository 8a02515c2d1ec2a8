"""Sealing of conversations at rest: zlib, then AES-256-GCM, under keys derived from one master key.

Value: version (1 byte), key id (4 bytes), nonce (12 bytes), ciphertext with its tag. The place of a value (table,
column, row) is authenticated with it, so a value moved to another row does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12
_HEADER_BYTES = len(_VERSION) + _KEY_ID_BYTES + _NONCE_BYTES


class SealBroken(Exception):
    """The value was changed, moved, or written with another key."""


class Seal:
    """Seals values and names rows; made once from the master key."""

    def __init__(self, master_key: str) -> None:
        """Derive the keys.

        Raises:
            ValueError: the master key is not base64 of 32 bytes.
        """
        master = _decoded(master_key)
        sealing_key = _derived(master, b"beforehand conversation sealing")
        self._naming_key = _derived(master, b"beforehand conversation naming")
        self._key_id = hashlib.sha256(sealing_key).digest()[:_KEY_ID_BYTES]
        self._cipher = AESGCM(sealing_key)

    def row_key(self, name: str) -> str:
        """The key of a row (64 hex digits): tells nothing about the name, and is the same every time."""
        return hmac.new(self._naming_key, name.encode(), hashlib.sha256).hexdigest()

    def seal(self, plain: bytes, place: bytes) -> bytes:
        """Compress and encrypt `plain` for one place."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, zlib.compress(plain), place)
        return _VERSION + self._key_id + nonce + sealed

    def open(self, value: bytes, place: bytes) -> bytes:
        """The plain bytes of a value sealed for this place.

        Raises:
            SealBroken: the value does not open here with this key.
        """
        if value[: 1 + _KEY_ID_BYTES] != _VERSION + self._key_id:
            raise SealBroken("written with another key or version")
        nonce = value[_HEADER_BYTES - _NONCE_BYTES : _HEADER_BYTES]
        try:
            return zlib.decompress(self._cipher.decrypt(nonce, value[_HEADER_BYTES:], place))
        except InvalidTag:
            raise SealBroken("changed or moved since it was written") from None


def _decoded(master_key: str) -> bytes:
    try:
        master = base64.b64decode(master_key, validate=True)
    except (binascii.Error, ValueError):
        master = b""
    if len(master) != 32:
        raise ValueError("the tracker key must be 32 bytes in base64")
    return master


def _derived(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master)
