"""What applicants are told by mail: the link that begins, the link that leads back, the receipt, and the withdrawal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.links import Beginning, begin_token, own_address
from koinon.cooperation.calls.models import Call, CallState, Enquiry, Entry
from koinon.platform.accounts.models import User
from koinon.platform.notifications.addresses import absolute
from koinon.platform.notifications.commands import Letter, plan_message
from koinon.platform.ui.addresses import url
from koinon.platform.ui.figures import day

KIND, CALL = "calls.entry", "calls.call"


def write_beginning(call: Call, beginning: Beginning, *, on: date) -> None:
    """The link that proves the address; one letter a day and address, however often it is asked for."""
    who = salted_hmac(CALL, beginning.email.casefold(), algorithm="sha256").hexdigest()[:24]
    with override(beginning.language):
        words = {"call": told(call).title}
        letter = Letter(
            unique=f"{CALL}/{call.key[:80]}/begin/{who}/{on.isoformat()}",
            address=beginning.email,
            language=beginning.language,
            subject=_("Begin your entry: %(call)s") % words,
            text=letter_text(
                (
                    _("Somebody, we think you, gave this address to enter for “%(call)s”.") % words,
                    _(
                        "Open the link and press the button; the form is behind it. The link is good for a week."
                    ),
                    absolute(url("calls:begin", token=begin_token(beginning))),
                    _("If it was not you, do nothing: nothing is kept."),
                ),
                call,
            ),
            about=(CALL, call.key),
        )
        plan_message(letter, on=on, by=None)


def write_link(entry: Entry, *, on: date, by: User | None, again: str = "") -> None:
    """The link that leads back to the entry, to be kept; ``again`` names a repetition that was asked for."""
    with override(entry.language):
        words = {"call": told(entry.call).title, "applicant": entry.applicant}
        paragraphs = [
            _("This link leads to the entry of %(applicant)s for “%(call)s”, whenever you want to go on with it.") % words,
            _("Keep this letter. Whoever has the link can write and send the entry; pass it on only to your team."),
            *filter(None, [how_it_closes(entry.call, datetime.combine(on, time.min, entry.call.zone))]),
        ]  # fmt: skip
        _plan(
            entry,
            "link",
            f"{entry.link_nonce}{again}",
            _("Your entry: %(call)s") % words,
            paragraphs,
            on=on,
            by=by,
        )


def write_receipt(entry: Entry, *, on: date, by: User | None) -> None:
    """The receipt with its number; after a change, that the change arrived."""
    with override(entry.language):
        words = {"call": told(entry.call).title, "number": entry.receipt, "title": entry.title}
        if entry.changed_at:
            first = _("Your changes to the entry %(number)s, “%(title)s”, have arrived.") % words
        else:
            first = (
                _("We have the entry “%(title)s”. Its number is %(number)s; please give it when you write.")
                % words
            )
        paragraphs = [
            first,
            *_until(entry),
            _("What you sent, and what becomes of it, is behind this link:"),
        ]  # fmt: skip
        subject = _("Receipt %(number)s: %(call)s") % words
        _plan(entry, "receipt", str(entry.version), subject, paragraphs, on=on, by=by)


def _until(entry: Entry) -> list[str]:
    """Until when it can be changed; a late one cannot."""
    if not entry.call.closes_at or entry.late_reason:
        return []
    return [_("Until %(day)s you can change it and send it again.") % {"day": closing(entry.call)}]


def write_withdrawn(entry: Entry, *, on: date, by: User | None) -> None:
    """That an entry was withdrawn."""
    with override(entry.language):
        words = {"call": told(entry.call).title, "number": entry.receipt, "title": entry.title}
        paragraphs = [_("The entry %(number)s, “%(title)s”, is withdrawn. It will not be judged.") % words]
        _plan(entry, "withdrawn", "1", _("Withdrawn: %(number)s") % words, paragraphs, on=on, by=by)


def write_answer(enquiry: Enquiry, *, on: date, by: User | None) -> None:
    """To whoever asked: the answer stands on the page of the call."""
    if not enquiry.email:
        return
    with override(enquiry.language):
        words = {"call": told(enquiry.call).title}
        letter = Letter(
            unique=f"calls.enquiry/{enquiry.key}/{enquiry.version}"[:200],
            address=enquiry.email,
            language=enquiry.language,
            subject=_("Your question is answered: %(call)s") % words,
            text=letter_text(
                (
                    _("Your question about “%(call)s” is answered, for all who want to enter:") % words,
                    enquiry.answer,
                    absolute(url("calls:questions", key=enquiry.call.key)),
                ),
                enquiry.call,
            ),
            about=(CALL, enquiry.call.key),
        )
        plan_message(letter, on=on, by=by)


def closing(call: Call) -> str:
    """Day, hour and place of the close."""
    return at_its_place(call, call.closes_at)


def at_its_place(call: Call, moment: datetime | None) -> str:
    """A moment by the clock at the call's place, as its close is told: whoever compares the two reads one clock."""
    if moment is None:
        return ""
    there = moment.astimezone(call.zone)
    words = {"day": day(there.date()), "time": f"{there:%H:%M}", "zone": call.time_zone}
    return _("%(day)s, %(time)s (%(zone)s)") % words


def how_it_closes(call: Call, moment: datetime) -> str:
    """When the call closes, or closed; and until when what comes late is taken."""
    if call.closes_at is None:
        return ""
    if call.state(moment) is CallState.LATE and call.late_until:
        return _(
            "The call is closed. Until %(day)s an entry can still be sent, with a reason why it comes late."
        ) % {"day": day(call.late_until)}
    words = _("The call closed on %(day)s.") if moment > call.closes_at else _("The call closes on %(day)s.")
    return words % {"day": closing(call)}


def letter_text(paragraphs: Iterable[str], call: Call) -> str:
    """The whole letter: whom it greets, what it says, and who writes it. In the language of the moment."""
    return "\n\n".join((_("Dear colleagues,"), *paragraphs, str(call.run_by)))


def _plan(
    entry: Entry, kind: str, mark: str, subject: str, paragraphs: list[str], *, on: date, by: User | None
) -> None:
    letter = Letter(
        unique=f"{KIND}/{entry.key}/{kind}/{mark}"[:200],
        address=entry.email,
        language=entry.language,
        subject=subject,
        text=letter_text([*paragraphs, own_address(entry)], entry.call),
        about=(KIND, entry.key),
    )
    plan_message(letter, on=on, by=by)
