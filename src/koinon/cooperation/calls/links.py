"""Signed links of applicants without an account: one that begins an entry, and one that leads back to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from koinon.cooperation.calls.models import Call, Entry
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import LinkNotGood, is_current, sealed, unsealed
from koinon.platform.notifications.addresses import absolute
from koinon.platform.ui.addresses import url

SALT, BEGIN = "koinon.calls.entry", "koinon.calls.begin"
TO_BEGIN = timedelta(days=7)
AFTERWARDS = timedelta(days=max(180, settings.DRAFTS_KEPT_DAYS))
"""How long after the close of a call the link to an entry is good: letters about it lead there."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody asked for who wants to enter and has no account: proved once the link came back."""

    call: str
    email: str
    applicant: str
    language: str


def begin_token(beginning: Beginning) -> str:
    """What the link ends in that proves an address; nothing is kept until it comes back."""
    told = [beginning.call, beginning.email, beginning.applicant, beginning.language]
    return signing.dumps(told, salt=BEGIN, compress=True)


def beginning_behind(token: str) -> Beginning:
    """What was asked for. Raises LinkNotGood for a link that is not ours or too old."""
    try:
        told = signing.loads(token, salt=BEGIN, max_age=TO_BEGIN)
        return Beginning(*map(str, told))
    except signing.SignatureExpired as old:
        raise LinkNotGood(_("This link is past its end. Ask for a new one on the page of the call.")) from old
    except (signing.BadSignature, ValueError, TypeError) as spoilt:
        raise LinkNotGood(
            _("This link opens nothing. Ask for a new one on the page of the call.")
        ) from spoilt


def token_of(entry: Entry) -> str:
    """What the link to an entry ends in; nothing where none was issued."""
    return sealed(entry.key, entry.link_nonce, salt=SALT)


def entry_behind(token: str, today: date) -> Entry:
    """The entry a link opens. Raises LinkNotGood, saying the same for every reason but its age."""
    spoilt = LinkNotGood(_("This link opens nothing. Ask those who run the call for a new one."))
    opened = unsealed(token, salt=SALT)
    if opened is None:
        raise spoilt
    key, nonce = opened
    found = Entry.objects.select_related("call__run_by", "applicant", "category").filter(key=key).first()
    if found is None or not is_current(found.link_nonce, nonce):
        raise spoilt
    if found.link_until is None or found.link_until < today:
        raise LinkNotGood(
            _("This link is past its end. Ask those who run the call for a new one."), found.language
        )
    return found


def good_until(call: Call, today: date) -> date:
    """Until when a link to an entry is good that is issued on the day."""
    final = call.final_moment
    return max(final.astimezone(call.zone).date() if final else today, today) + AFTERWARDS


def bearer(entry: Entry) -> Reader:
    """Whoever holds the link, as a reader: no account, and the applicant's own eyes and hand."""
    return Reader(bodies=frozenset({entry.applicant_id}))


def own_address(entry: Entry) -> str:
    """The whole address of the applicant's own page for a letter: by link, or for whoever has an account."""
    token = token_of(entry)
    return absolute(url("calls:link", token=token) if token else url("calls:own", key=entry.key))
