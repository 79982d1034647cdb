"""Whether a certificate is valid, for whoever has its number; nothing of its holder that the holder did not show."""

from datetime import date
from typing import Literal

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from koinon.platform.notifications.addresses import absolute
from koinon.platform.ui.addresses import url

router = Router()


class VerifiedOut(Schema):
    """``holder`` is empty unless the holder agreed to be named; ``signed_by`` is where the public keys are."""

    id: str
    verdict: Literal["valid", "revoked", "altered"]
    title: str
    issuer: str
    holder: str
    held: str
    criteria: str
    issued_on: date
    revoked_on: date | None
    reason: str
    replaced_by: str | None
    example: bool
    page: str
    signed_by: str


@router.get("/certificates/{id}/verify", response=VerifiedOut)
def verify_certificate(request: HttpRequest, id: str) -> VerifiedOut:  # noqa: A002 (the word of the address)
    """Whether the certificate of this number is valid; 404 where no such certificate was issued here."""
    # The craft of badges is large, and few ask for it.
    from koinon.cooperation.learning.certificate_verifying import verified_number

    outcome = verified_number(id)
    told = outcome.certificate
    if told is None:
        raise Http404
    return VerifiedOut(
        id=told.number,
        verdict=outcome.verdict,  # type: ignore[arg-type]
        title=told.title,
        issuer=told.issuer,
        holder=told.holder,
        held=told.held,
        criteria=told.criteria,
        issued_on=told.issued_on,
        revoked_on=told.revoked_on,
        reason=told.reason,
        replaced_by=told.replaced_by or None,
        example=told.example,
        page=absolute(url("certificates:certificate", key=told.number)),
        signed_by=absolute(url("certificates:did")),
    )
