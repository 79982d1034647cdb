"""Sealing: data as canonical JSON, the digest that tells every change of it, and this installation's signature."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare


def canonical(value: Any) -> str:
    """The value as JSON that is the same wherever it is written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """The SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def sign(digested: str, *, salt: str) -> str:
    """The signature of this installation over a digest, for one purpose."""
    return Signer(salt=salt).signature(digested)


def is_genuine(digested: str, signature: str, *, salt: str) -> bool:
    """Whether this installation signed that digest for that purpose."""
    return constant_time_compare(sign(digested, salt=salt), signature)
