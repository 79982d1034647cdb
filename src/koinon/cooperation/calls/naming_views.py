"""Where names found in an entry are looked at before a blind phase: blacked out, or left to stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.models import Entry, NameFlag, Settled
from koinon.cooperation.calls.naming import UNREAD, look_through, settle_flags
from koinon.cooperation.calls.permissions import can_run
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.platform.errors import Refused


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an entry with the names that stand in it."""

    heading: str
    flags: tuple[NameFlag, ...]
    is_file: bool = False
    unread: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@recorder_required
def names(request: Request, key: str) -> HttpResponse:
    """The names in an entry that was sent; ticked ones are blacked out or stay."""
    not_found_unless(can_run(request.reader))
    rows = Entry.objects.open_to(request.reader).select_related("call", "applicant")
    entry = get_object_or_404(rows, key=key)
    if request.method == "POST":
        _done(request, entry)
        return redirect("calls:names", key=key)
    flags = list(entry.flags.all())
    context = {
        "entry": entry,
        "call": entry.call,
        "told": told(entry.call),
        "places": places(entry, flags),
        "open": sum(flag.settled == Settled.OPEN for flag in flags),
    }
    return render(request, "calls/entry_names.html", context)


def _done(request: Request, entry: Entry) -> None:
    if request.POST.get("do") == "look":
        open_ = look_through(entry, timezone.now())
        messages.success(request, _("Looked through: %(count)s names wait for you.") % {"count": open_})
        return
    wanted = NameFlag.objects.visible_to(request.reader).filter(
        entry=entry, pk__in=[one for one in request.POST.getlist("flag") if one.isdecimal()]
    )
    settled = Settled.BLACKED if request.POST.get("do") == "black" else Settled.ACCEPTED
    try:
        settle_flags(entry, wanted, settled, by=request.reader)
    except Refused as refused:
        messages.error(request, str(refused))


def places(entry: Entry, flags: list[NameFlag]) -> list[Place]:
    """The flags by the place in which they stand: two statements."""
    files = {str(one.pk): one.name for one in entry.files.all()}
    questions = {str(one.pk): str(one) for one in entry.call.fields.all()}
    by_place: dict[str, list[NameFlag]] = {}
    for flag in flags:
        by_place.setdefault(flag.place, []).append(flag)
    found = []
    for place, some in by_place.items():
        kind, _colon, number = place.partition(":")
        words = {"title": _("Title"), "answer": questions.get(number, ""), "file": files.get(number, "")}
        named = _("Name of the file %(name)s") % {"name": files.get(number, "")}
        unread = any(flag.words == UNREAD for flag in some)
        found.append(Place(words.get(kind, named), tuple(some), kind == "file", unread))
    return found
