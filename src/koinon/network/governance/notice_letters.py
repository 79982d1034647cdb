"""The notice of a meeting by letter, to everybody who sits in it, each in the language of the account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.network.governance.electorate import Seat, electorate
from koinon.network.governance.models import AgendaItem, Meeting
from koinon.network.people.models import ContactDetail
from koinon.network.people.reached import account_mail, language_of
from koinon.network.people.readers import Reader
from koinon.platform.notifications.addresses import absolute
from koinon.platform.notifications.commands import plan_message
from koinon.platform.notifications.letters import Letter, addressed
from koinon.platform.ui import figures
from koinon.platform.ui.punctuation import labelled, listed

KIND = "governance.meeting"


def write_notices(meeting: Meeting, *, by: Reader, on: date) -> int:
    """Plan one letter a seat; how many. Who has no address stands in the ledger without one, for a person to see."""
    seats = electorate(meeting).seats
    prefetch_related_objects([seat.role for seat in seats], "person__account")
    agenda = list(meeting.items.order_by("order", "id"))
    addresses = _addresses(seats, on)
    for seat in seats:
        plan_message(notice(meeting, seat, agenda, addresses), on=on, by=by.user)
    return len(seats)


def notice(
    meeting: Meeting, seat: Seat, agenda: Iterable[AgendaItem], addresses: dict[tuple[str, int], str]
) -> Letter:
    """When, where and about what the body meets."""
    language = language_of(seat.role.person)
    with override(language):
        said = {"meeting": str(meeting), "day": figures.day(meeting.held, "long")}
        place = _("virtual") if meeting.virtual else listed(meeting.venue, meeting.city or "")
        hour = f"{meeting.begins_at:%H:%M}" if meeting.begins_at else ""
        return Letter(
            unique=f"{KIND}/{meeting.key}/notice/{seat.role.pk}",
            address=account_mail(seat.role.person) or _of_seat(seat, addresses),
            language=language,
            subject=_("Notice of meeting: %(meeting)s") % said,
            text=addressed(
                seat.role.person.display() if seat.role.person else "",
                _("You are invited to this meeting: %(meeting)s, on %(day)s.") % said,
                "\n".join(
                    (
                        *([labelled(_("Begins at"), hour)] if hour else []),
                        labelled(_("Place"), place) if place else _("The place is still to be told."),
                    )
                ),
                "\n".join((_("Agenda"), *(str(item) for item in agenda))),
                _("Its page, with the papers as they come in:") + "\n" + absolute(meeting.get_absolute_url()),
            ),
            about=(KIND, meeting.key),
        )


def _addresses(seats: Iterable[Seat], on: date) -> dict[tuple[str, int], str]:
    """The first address on record of each person and body that sits, by what it is and its id: one statement."""
    people = [seat.role.person_id for seat in seats if seat.role.person_id]
    bodies = [seat.body.pk for seat in seats if seat.body]
    rows = ContactDetail.objects.kept(on).filter(Q(person__in=people) | Q(body__in=bodies), means="email")
    found: dict[tuple[str, int], str] = {}
    for row in rows.order_by("id"):
        found.setdefault(
            ("person", row.person_id) if row.person_id else ("body", row.body_id or 0), row.value
        )
    return found


def _of_seat(seat: Seat, addresses: dict[tuple[str, int], str]) -> str:
    own = addresses.get(("person", seat.role.person_id or 0), "")
    return own or (addresses.get(("body", seat.body.pk), "") if seat.body else "")
