"""How an entry begins: for a body one speaks for, from a proved address, or by invitation; and the link to it."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.cooperation.calls import entry_letters as letters
from koinon.cooperation.calls.entry_refusals import EntryOver, NotAMember, refuse_shut, refuse_strangers
from koinon.cooperation.calls.links import Beginning, good_until
from koinon.cooperation.calls.models import Call, Draft, Entry
from koinon.cooperation.calls.permissions import can_run
from koinon.network.people.audience import Audience
from koinon.network.people.models import Body, BodyKind
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import fresh_mark
from koinon.platform.audit.commands import Act, act
from koinon.platform.recording.keys import propose_key

BY_LINK = "by signed link"
UNCHECKED = gettext_lazy("Named in an entry from outside; not checked.")


def unchecked_body(doing: Act, name: str) -> Body:
    """A body named by somebody from outside: on record for the secretariat alone, until it is merged or opened."""
    return doing.create(
        Body(
            key=propose_key(Body, name),
            name=name,
            kind=BodyKind.OTHER,
            audience=Audience.SECRETARIAT,
            note=str(UNCHECKED),
        )
    )


def start_entry(call: Call, applicant: Body, *, by: Reader, moment: datetime, language: str) -> Entry:
    """Begin an entry for a body one speaks for, with an account."""
    refuse_unless(applicant.pk in by.bodies)
    refuse_shut(call, moment)
    refuse_strangers(call, applicant, moment.date())
    email = by.user.email if by.user else ""
    with act("begin_entry", by=by.user) as doing:
        Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
        blank = call.entries.filter(applicant=applicant, sent_at=None, withdrawn_at=None, draft__values={})
        if (there := blank.filter(email=email, link_nonce="").first()) is not None:
            return there  # pressed twice, or begun and left
        return _begun(doing, call, applicant, email=email, language=language, moment=moment)


def begin_by_mail(call: Call, beginning: Beginning, *, moment: datetime) -> Entry:
    """Begin an entry for whoever proved an address. The body is new and for the secretariat's eyes: no name is believed.

    Raises EntryOver where an entry was begun from this address before; its own link is mailed again.
    """
    refuse_shut(call, moment)
    on = moment.date()
    if call.members_only:
        raise NotAMember(_("This call is for members of the network. Ask those who run it for a link."))
    with act("begin_entry", by=None, note=BY_LINK) as doing:
        Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
        there = call.entries.filter(email__iexact=beginning.email, withdrawn_at=None).exclude(link_nonce="")
        begun = there.select_related("applicant").first()
        if begun is None:
            name = beginning.applicant.strip()[:200]
            applicant = unchecked_body(doing, name)
            entry = _begun(
                doing, call, applicant, email=beginning.email, language=beginning.language, moment=moment,
                by_link=True,
            )  # fmt: skip
            letters.write_link(entry, on=on, by=None)
            return entry
    begun.call = call
    write_link_again(begun, on=on)
    raise EntryOver(
        _("From this address an entry was begun already. The link to it is on its way to you once more.")
    )


def invite_entry(
    call: Call, applicant: Body, *, email: str, language: str, by: Reader, moment: datetime
) -> Entry:
    """Begin an entry for a city whose people have no account, and mail them its link."""
    refuse_unless(can_run(by))
    refuse_shut(call, moment)
    refuse_strangers(call, applicant, moment.date())
    with act("begin_entry", by=by.user) as doing:
        entry = _begun(doing, call, applicant, email=email, language=language, moment=moment, by_link=True)
        letters.write_link(entry, on=moment.date(), by=by.user)
        return entry


def _begun(
    doing: Act,
    call: Call,
    applicant: Body,
    *,
    email: str,
    language: str,
    moment: datetime,
    by_link: bool = False,
) -> Entry:
    doing.about(call)
    link = {"link_nonce": fresh_mark(), "link_until": good_until(call, moment.date())} if by_link else {}
    entry = Entry(
        key=f"{call.key[:90].rstrip('-.')}-e{secrets.token_hex(5)}", call=call, applicant=applicant, email=email,
        language=language, saved_at=moment, **link,
    )  # fmt: skip
    doing.create(entry)
    Draft.objects.create(entry=entry)
    return entry


# Links


def issue_link(entry: Entry, *, by: Reader, on: date, email: str = "") -> None:
    """Make a fresh link and mail it; an earlier one opens nothing any more."""
    refuse_unless(can_run(by))
    with act("issue_link", by=by.user) as doing:
        doing.about(entry)
        told: dict[str, Any] = {"email": email} if email else {}
        doing.change(entry, link_nonce=fresh_mark(), link_until=good_until(entry.call, on), **told)
        letters.write_link(entry, on=on, by=by.user)


def revoke_link(entry: Entry, *, by: Reader) -> None:
    """Let the link of the entry open nothing any more."""
    refuse_unless(can_run(by))
    with act("revoke_link", by=by.user) as doing:
        doing.about(entry)
        doing.change(entry, link_nonce="", link_until=None)


def write_link_again(entry: Entry, *, on: date) -> None:
    """Mail the link that stands once more, as a letter of its own, once a day."""
    letters.write_link(entry, on=on, by=None, again=on.isoformat())
