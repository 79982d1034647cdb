"""Why an entry cannot be begun, written or sent, in words somebody can act on."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from koinon.cooperation.calls import entry_letters as letters
from koinon.cooperation.calls.calls import TAKING, CallState
from koinon.cooperation.calls.models import Call, Entry
from koinon.network.members.models import Membership
from koinon.network.people.models import Body
from koinon.platform.errors import Refused
from koinon.platform.ui.figures import day


class CallClosed(Refused):
    """The call takes no entries: not yet, no longer, or not from this moment on."""


class NotAMember(Refused):
    """The call is for members of the network."""


class EntryOver(Refused):
    """An entry that was withdrawn or screened is not written any more."""


class NoReason(Refused):
    """What is asked for with a reason needs one."""


class TooMuch(Refused):
    """More was typed than any form asks for."""


def refuse_over(entry: Entry, moment: datetime) -> None:
    """Say why an entry cannot be written any more."""
    if entry.withdrawn_at:
        raise EntryOver(_("This entry was withdrawn."))
    if entry.screened_at:
        raise EntryOver(_("This entry was screened already; it cannot be changed any more."))
    refuse_shut(entry.call, moment)
    if entry.sent_at and entry.call.state(moment) == CallState.LATE:
        raise CallClosed(_("The call is closed. What you sent in time counts."))


def refuse_shut(call: Call, moment: datetime) -> None:
    """Say why a call takes no entries at this moment."""
    state = call.state(moment)
    if state in TAKING:
        return
    if state == CallState.ANNOUNCED and call.opens_on:
        raise CallClosed(_("The call opens on %(day)s.") % {"day": day(call.opens_on)})
    if state == CallState.CLOSED and call.closes_at:
        raise CallClosed(_("The call closed on %(day)s.") % {"day": letters.closing(call)})
    if state == CallState.CANCELLED:
        raise CallClosed(_("The call was cancelled."))
    raise CallClosed(_("The call takes no entries here."))


def refuse_strangers(call: Call, applicant: Body, on: date) -> None:
    """Only members, and what is part of one, enter where the rules say so."""
    if not call.members_only:
        return
    meant = [applicant.pk, *([applicant.parent_id] if applicant.parent_id else [])]
    if not Membership.objects.holding(on).filter(body__in=meant).exists():
        raise NotAMember(
            _("This call is for members of the network; %(body)s is none.") % {"body": applicant}
        )
