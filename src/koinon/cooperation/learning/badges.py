"""Open Badges 3.0: what a badge says, signed as a verifiable credential, and read back by anybody's verifier.

The library knows the standard (the credential, the image it is baked into, the list of those revoked, the checks);
the token is signed here, because its head has to name which of our keys signed it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

import jwt
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import Achievement, Evidence, Issuer, OB3Verifier, OpenBadgeCredential
from openbadgeslib.ob3.credential import IdentityObject
from openbadgeslib.ob3.did import build_did_document, did_web_from_url
from openbadgeslib.ob3.status import decode_encoded_list, set_indices
from openbadgeslib.ob3.status_list import build_status_list_credential, status_entry

from koinon.cooperation.learning.badge_keys import PublicKey, SigningKey

ENVELOPE = "EnvelopedVerifiableCredential"
DATA = "data:application/vc+jwt,"
CONTEXT = "https://www.w3.org/ns/credentials/v2"
LONGEST = 512 * 1024
LIST_HOLDS = timedelta(days=14)
"""How long a copy of the list of revoked badges may be leant on: a verifier then asks anew."""


class Verdict(Enum):
    """What a credential turned out to be, before anybody asks whether it was taken back."""

    GENUINE = "genuine"
    ALTERED = "altered"
    NOT_OURS = "not_ours"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Said:
    """What a badge says; ``holder`` is told only where the holder agreed."""

    address: str
    issuer_name: str
    site: str
    achievement: str
    name: str
    description: str
    criteria: str
    language: str
    moment: datetime
    email: str
    salt: str
    status_list: str
    index: int
    image: str = ""
    evidence: tuple[tuple[str, str], ...] = ()
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of looking at a credential; ``said`` is its content, where its signature holds."""

    verdict: Verdict
    said: Mapping[str, Any]

    @property
    def address(self) -> str:
        """Where the credential says that it can be looked up."""
        return str(self.said.get("id", ""))


def did_of(site: str) -> str:
    """The decentralised identifier of the site: resolved over its own address, and nowhere else."""
    parts = urlsplit(site)
    return did_web_from_url(f"https://{parts.netloc}{parts.path}")


def did_document(site: str, keys: Iterable[PublicKey]) -> dict[str, Any]:
    """What verifiers look the keys up in; the key that signs today stands first."""
    return build_did_document(did_of(site), [(key.name, dict(key.jwk)) for key in keys])


def key_set(keys: Iterable[PublicKey]) -> dict[str, Any]:
    """The same keys as a JSON Web Key Set."""
    return {"keys": [{**key.jwk, "kid": key.name, "use": "sig", "alg": "RS256"} for key in keys]}


def signed(said: Said, key: SigningKey) -> str:
    """The badge as a compact token. The same words and key give the same token."""
    identifiers = [IdentityObject.create(said.email, said.salt)]
    if said.holder:
        identifiers.append(IdentityObject(said.holder, "name", hashed=False))
    credential = OpenBadgeCredential(
        id=said.address,
        issuer=Issuer(did_of(said.site), said.issuer_name, url=said.site),
        recipient_id=None,
        achievement=Achievement(
            id=said.achievement,
            name=said.name,
            description=said.description,
            criteria_narrative=said.criteria,
            image_url=said.image or None,
            achievement_type="CertificateOfCompletion",
        ),
        issuance_date=said.moment.replace(microsecond=0),
        evidence=[Evidence(id=address, name=name) for address, name in said.evidence],
        credential_status=[status_entry(said.status_list, "revocation", said.index)],
        identifiers=identifiers,
    )
    payload = credential.to_jwt_payload()
    payload["credentialSubject"]["achievement"]["inLanguage"] = tag_of(said.language)
    return _token(payload, key, did_of(said.site))


def tag_of(language: str) -> str:
    """A language as the schema of Open Badges wants it: the script with a capital, zh-Hans."""
    return "-".join(part.capitalize() if len(part) == 4 else part for part in language.split("-"))


def revoked_list(
    site: str, address: str, indices: Iterable[int], key: SigningKey, *, moment: datetime
) -> str:
    """The signed list of the badges that were taken back: bits, and nothing about anybody."""
    said = build_status_list_credential(
        did_of(site),
        address,
        "revocation",
        indices,
        issued=moment.replace(microsecond=0),
        valid_until=(moment + LIST_HOLDS).replace(microsecond=0),
    )
    claims = {"iss": said["issuer"], "jti": said["id"], "nbf": int(moment.timestamp())}
    return _token(said | claims, key, did_of(site))


def _token(payload: dict[str, Any], key: SigningKey, did: str) -> str:
    name = {"kid": f"{did}#{key.public.name}"}
    return jwt.encode(payload, key.private, algorithm="RS256", headers=name)


# In and out of files


def enveloped(token: str) -> dict[str, Any]:
    """The token as a JSON document (Verifiable Credentials 2.0)."""
    return {"@context": [CONTEXT], "id": DATA + token, "type": [ENVELOPE]}


def baked_svg(token: str, image: bytes) -> bytes:
    """The drawing with the badge in it."""
    from openbadgeslib import baking

    return baking.bake_svg(image, token, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3)


def baked_png(token: str, image: bytes) -> bytes:
    """The picture with the badge in it."""
    from openbadgeslib import baking

    return baking.bake_png(image, token, keyword=baking.ITXT_KEYWORD_OB3)


def token_in(data: bytes) -> str:
    """The token in a file: as it is, in a JSON document, in a drawing or in a picture; empty where there is none."""
    if len(data) > LONGEST:
        return ""
    try:
        if data.startswith(b"\x89PNG\r\n"):
            return OB3Verifier.extract_token_from_png(data)
        text = data.decode("utf-8-sig").strip()
        if text.startswith("<"):
            return OB3Verifier.extract_token_from_svg(data)
        return _in_json(json.loads(text)) if text.startswith("{") else "".join(text.split())
    except (LibOpenBadgesException, ValueError, RecursionError):
        return ""


def _in_json(document: Any) -> str:
    inside = document.get("verifiableCredential", document) if isinstance(document, dict) else document
    for one in inside if isinstance(inside, list) else [inside]:
        address = str(one.get("id", "")) if isinstance(one, dict) else ""
        if address.startswith(DATA):
            return address.removeprefix(DATA)
    return ""


# Looked at


def judged(token: str, keys: Iterable[PublicKey]) -> Judgement:
    """Whether one of the keys signed it and nothing was changed since; asks nobody, and needs no network."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.exceptions.PyJWTError, ValueError, RecursionError):
        return Judgement(Verdict.UNREADABLE, {})
    name = str(header.get("kid", "")).rpartition("#")[2]
    key = next((one for one in keys if one.name == name), None)
    if key is None:
        return Judgement(Verdict.NOT_OURS, {})
    try:
        credential = OB3Verifier(key.pem).verify(token)
    except LibOpenBadgesException:
        return Judgement(Verdict.ALTERED, {})
    return Judgement(Verdict.GENUINE, credential.raw or {})


def is_revoked(listed: str, judgement: Judgement, keys: Iterable[PublicKey]) -> bool | None:
    """Whether the signed list names the badge; None where one of the keys did not sign it, or it is another list."""
    status = judgement.said.get("credentialStatus")
    try:
        name = str(jwt.get_unverified_header(listed).get("kid", "")).rpartition("#")[2]
        key = next(one for one in keys if one.name == name)
        said = jwt.decode(listed, key.pem, algorithms=["RS256"], options={"verify_aud": False})
        if not isinstance(status, dict) or said.get("id") != status.get("statusListCredential"):
            return None
        bits = decode_encoded_list(said["credentialSubject"]["encodedList"])
        return int(status["statusListIndex"]) in set_indices(bits)
    except (StopIteration, KeyError, ValueError, jwt.exceptions.PyJWTError, LibOpenBadgesException):
        return None
