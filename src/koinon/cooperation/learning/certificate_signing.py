"""What a certificate says becomes a signed badge: the one place where the record and the craft of badges meet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from koinon.cooperation.learning import badge_drawing, badge_keys, badges
from koinon.cooperation.learning.certificates import Certificate
from koinon.network.members.queries import home_network
from koinon.platform.notifications.addresses import absolute
from koinon.platform.ui.addresses import url


def network_name() -> str:
    """Who issues badges: the network this register is kept for."""
    return str(home_network() or settings.SITE_NAME)


def token_of(one: Certificate) -> str:
    """The badge of a certificate, signed with the key of today."""
    about = one.seminar.event if one.seminar else one.curriculum
    assert about is not None
    event = absolute(about.get_absolute_url())
    said = badges.Said(
        address=absolute(one.get_absolute_url()),
        issuer_name=one.issuer,
        site=settings.SITE_ADDRESS.rstrip("/"),
        achievement=f"{event}#certificate",
        name=one.title,
        description=", ".join(filter(None, (one.title, one.held))),
        criteria="\n".join([*one.criteria.splitlines(), *one.learnt.splitlines()]),
        language=one.language,
        moment=one.signed_at,
        email=one.email,
        salt=one.salt,
        status_list=absolute(url("certificates:revoked")),
        index=one.place,
        image=absolute(url("certificates:seal", key=one.key)),
        evidence=((event, one.held or one.title),),
        holder=one.name if one.name_shown else "",
    )
    return badges.signed(said, badge_keys.signing_key(settings.HOME))


def digest_of(token: str) -> str:
    """What tells one badge from every other, and can be kept when the badge may not."""
    return hashlib.sha256(token.encode()).hexdigest()


def drawing_of(one: Certificate) -> bytes:
    """The seal of a certificate, without the badge in it."""
    return badge_drawing.seal(one.title, issuer=one.issuer, year=str(one.issued_on.year))


def judged(token: str) -> badges.Judgement:
    """Whether a badge was signed here and not changed since; asks no database."""
    return badges.judged(token, badge_keys.published(settings.HOME))


def did_document() -> dict[str, Any]:
    """What other people's verifiers look our keys up in."""
    return badges.did_document(settings.SITE_ADDRESS, badge_keys.published(settings.HOME))


def key_set() -> dict[str, Any]:
    """The same keys as a JSON Web Key Set."""
    return badges.key_set(badge_keys.published(settings.HOME))


def revoked_list(places: Iterable[int], *, moment: datetime) -> str:
    """The signed list of those taken back, as other people's verifiers ask for it."""
    address = absolute(url("certificates:revoked"))
    key = badge_keys.signing_key(settings.HOME)
    return badges.revoked_list(settings.SITE_ADDRESS.rstrip("/"), address, places, key, moment=moment)
