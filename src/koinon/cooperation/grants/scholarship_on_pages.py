"""What scholarships put on the pages of lower rooms: those of a person, and the way from an entry that won."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from koinon.cooperation.calls.models import Call, CallKind, Entry
from koinon.cooperation.grants.models import Scholarship
from koinon.cooperation.grants.permissions import can_record_money
from koinon.cooperation.grants.scholarship_commands import refuse_not_won
from koinon.cooperation.grants.scholarship_queries import Listed
from koinon.network.people.doors import Request
from koinon.network.people.models import Person
from koinon.platform.errors import Refused
from koinon.platform.ui.addresses import url
from koinon.platform.ui.beside import Action, Part, drawn


def on_person(request: Request, person: Person) -> Iterator[Part]:
    """The scholarships of the person that the reader may see: one statement."""
    rows = Scholarship.objects.visible_to(request.reader).by(request.on).filter(scholar=person)
    seen = rows.select_related("home", "host")
    if found := [Listed(one, one.standing(request.on), None) for one in seen]:
        yield drawn(request, "grants/beside_scholarships.html", {"rows": found}, order=60)


def on_call(request: Request, call: Call) -> Iterator[Part]:
    """The scholarships a call led to, as far as the reader may see them: one statement, none in other calls."""
    if call.kind != CallKind.SCHOLARSHIP:
        return
    rows = Scholarship.objects.visible_to(request.reader).by(request.on).filter(call=call)
    seen = rows.select_related("home", "host").order_by("title", "id")
    if found := [Listed(one, one.standing(request.on), None) for one in seen]:
        yield drawn(request, "grants/beside_scholarships.html", {"rows": found}, order=10)


def on_entry(request: Request, entry: Entry) -> Iterator[Action]:
    """From an entry that won in a call for scholarships to its scholarship: two statements, none in other calls."""
    if entry.call.kind != CallKind.SCHOLARSHIP:
        return
    there = Scholarship.objects.visible_to(request.reader).filter(entry=entry).first()
    if there:
        yield Action(_("Its scholarship"), there.get_absolute_url())
    elif can_record_money(request.reader) and _has_won(entry):
        yield Action(_("Award a scholarship"), f"{url('grants:scholarship-new')}?entry={entry.key}", "main")


def _has_won(entry: Entry) -> bool:
    try:
        refuse_not_won(entry)
    except Refused:
        return False
    return True
