"""The keys that sign badges: one to sign with, kept in KOINON_HOME, and every public one there ever was."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

FOLDER = "badge_keys"
SIGNING, PUBLIC = "signing.pem", ".pub.pem"
PEM, SPKI = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
BITS = 2048
"""RS256 with 2048 bits is what Open Badges 3.0 asks every verifier to read."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key under its thumbprint (RFC 7638), which is its name in every badge it signed."""

    name: str
    pem: bytes
    jwk: dict[str, str]


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key that signs today."""

    public: PublicKey
    private: rsa.RSAPrivateKey


def signing_key(home: Path) -> SigningKey:
    """The key of this home; made when there is none."""
    path = home / FOLDER / SIGNING
    if not path.exists():
        _put(home, rsa.generate_private_key(public_exponent=65537, key_size=BITS), first=True)
    return _read(path.read_bytes())


def rotate(home: Path) -> SigningKey:
    """A new key signs from now on. The old one signs no more, and its public half stays published."""
    _keep(home, signing_key(home).public)
    _put(home, rsa.generate_private_key(public_exponent=65537, key_size=BITS), first=False)
    return signing_key(home)


def published(home: Path) -> tuple[PublicKey, ...]:
    """Every public key of this home, the one that signs today first."""
    now = signing_key(home).public
    kept = [public_key(path.read_bytes()) for path in sorted((home / FOLDER).glob(f"*{PUBLIC}"))]
    return now, *(one for one in kept if one.name != now.name)


def _put(home: Path, key: rsa.RSAPrivateKey, *, first: bool) -> None:
    folder = home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / f"new-{os.getpid()}.pem"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    try:
        if first:
            # Fails where another process was quicker: then its key is the one.
            os.link(draft, folder / SIGNING)
        else:
            os.replace(draft, folder / SIGNING)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)


def _keep(home: Path, public: PublicKey) -> None:
    (home / FOLDER / f"{public.name}{PUBLIC}").write_bytes(public.pem)


@lru_cache(maxsize=4)
def _read(pem: bytes) -> SigningKey:
    # Reading an RSA key checks it, which takes a twentieth of a second.
    key = serialization.load_pem_private_key(pem, password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    public = key.public_key().public_bytes(PEM, SPKI)
    return SigningKey(public_key(public), key)


@lru_cache(maxsize=64)
def public_key(pem: bytes) -> PublicKey:
    """The public key in a PEM, with its name and its form for the web."""
    key = serialization.load_pem_public_key(pem)
    assert isinstance(key, rsa.RSAPublicKey)
    numbers = key.public_numbers()
    jwk = {"e": _number(numbers.e), "kty": "RSA", "n": _number(numbers.n)}
    return PublicKey(thumbprint(jwk), pem, jwk)


def thumbprint(jwk: dict[str, str]) -> str:
    """The name of a key by RFC 7638: the digest of what it cannot be without, in the order of the alphabet."""
    needed = {name: jwk[name] for name in ("e", "kty", "n")}
    return _letters(hashlib.sha256(json.dumps(needed, separators=(",", ":")).encode()).digest())


def from_jwk(jwk: dict[str, Any]) -> PublicKey:
    """The public key of a JWK, as a key set or a DID document gives it. Raises ValueError where it is none."""
    try:
        numbers = rsa.RSAPublicNumbers(_whole(jwk["e"]), _whole(jwk["n"]))
    except (KeyError, TypeError) as wrong:
        raise ValueError("not an RSA key") from wrong
    pem = numbers.public_key().public_bytes(PEM, SPKI)
    return public_key(pem)


def _number(value: int) -> str:
    return _letters(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _whole(letters: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4)), "big")


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
