"""What came of verifying: by its number, or by the badge itself, whose signature needs no record."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from koinon.cooperation.learning.badges import Judgement, Verdict, token_in
from koinon.cooperation.learning.certificate_queries import Shown, found, shown
from koinon.cooperation.learning.certificate_signing import digest_of, judged

VALID, REVOKED, ALTERED, NOT_OURS, UNREADABLE = "valid", "revoked", "altered", "not_ours", "unreadable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer in one word, what may be told of the certificate, and the name that stands in the badge itself."""

    verdict: str
    certificate: Shown | None = None
    named: str = ""
    by_badge: bool = False

    @property
    def is_valid(self) -> bool:
        return self.verdict == VALID


def verified_number(number: str) -> Outcome:
    """The certificate of that number, with the badge kept for it looked at too."""
    one = found(number)
    if one is None:
        return Outcome(NOT_OURS)
    told = shown(one)
    if told.token and not _is_intact(told):
        return Outcome(ALTERED, told)
    return Outcome(VALID if told.is_valid else REVOKED, told)


def _is_intact(told: Shown) -> bool:
    """Whether nobody changed the badge that is kept, past all commands."""
    return digest_of(told.token) == told.digest and judged(told.token).verdict is Verdict.GENUINE


def verified_badge(data: bytes) -> Outcome:
    """The badge in a file or a text, first by its signature alone, then by what became of it."""
    token = token_in(data)
    if not token:
        return Outcome(UNREADABLE, by_badge=True)
    judgement = judged(token)
    if judgement.verdict is not Verdict.GENUINE:
        return Outcome(judgement.verdict.value, by_badge=True)
    one = found(number_in(judgement))
    if one is None:
        return Outcome(NOT_OURS, by_badge=True)
    told = shown(one)
    return Outcome(VALID if told.is_valid else REVOKED, told, named_in(judgement), by_badge=True)


def number_in(judgement: Judgement) -> str:
    """The number of the certificate: the end of the address at which it can be looked up."""
    return urlsplit(judgement.address).path.rstrip("/").rpartition("/")[2]


def named_in(judgement: Judgement) -> str:
    """The name that the badge itself gives; empty where its holder did not want one in it."""
    subject = judgement.said.get("credentialSubject")
    identifiers = subject.get("identifier") if isinstance(subject, dict) else None
    for one in identifiers if isinstance(identifiers, list) else []:
        if isinstance(one, dict) and one.get("identityType") == "name" and not one.get("hashed"):
            return str(one.get("identityHash", ""))
    return ""
