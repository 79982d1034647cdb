"""The doors of history: one record's, the latest of all, one command's, and the way back."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.network.evidence import commands
from koinon.network.evidence.history import as_it_stood, changes_of, clock, last_known, steps
from koinon.network.evidence.labels import kind_label
from koinon.network.evidence.marks import name_of
from koinon.network.evidence.permissions import can_cite
from koinon.network.evidence.verbs import verb_in_words
from koinon.network.evidence.visibility import href_of, visible_record
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Change, Entry, Record
from koinon.platform.audit.queries import record_model
from koinon.platform.dates import Day, Unreadable
from koinon.platform.errors import Refused

ROWS = 50
MOST = 200
"""How many changed rows the page of one command tells."""


@require_safe
def record(request: Request, kind: str, key: str) -> HttpResponse:
    """Every change of one record, and the record as it stood at the end of an earlier day."""
    shown = visible_record(kind, key, request.reader)
    model, object_id = _behind(shown, kind, key, request.reader)
    audience = getattr(shown, "audience", None)
    page = Paginator(changes_of(kind, object_id, request.reader, audience), ROWS).get_page(
        request.GET.get("page")
    )
    told = steps(model, page.object_list, request.reader)
    context = {
        "record": shown,
        "name": str(shown) if shown else (told[0].label if told else key),
        "kind": kind,
        "key": key,
        "kind_words": kind_label(kind),
        "href": href_of(shown) if shown else "",
        "page": page,
        "steps": told,
        "clock": clock,
        "may_undo": can_record(request.reader),
        "may_cite": shown is not None and can_cite(request.reader),
        **_earlier(request, shown),
    }
    return render(request, "evidence/history.html", context)


def _behind(shown: Record | None, kind: str, key: str, reader: Reader) -> tuple[type[Record], int]:
    """The model and id of a record; one that was removed is told to those who may record."""
    if shown is not None:
        return type(shown), shown.pk
    try:
        model = record_model(kind)
    except (LookupError, ValueError):
        raise Http404 from None
    object_id = last_known(model, key) if can_record(reader) else None
    if object_id is None:
        raise Http404
    return model, object_id


def _earlier(request: Request, shown: Record | None) -> dict[str, Any]:
    """The record as recorded on the day that was asked for."""
    words = request.GET.get("recorded", "").strip()[:120]
    told: dict[str, Any] = {"recorded": words, "recorded_on": None, "stood": None, "unreadable": ""}
    if not words or shown is None:
        return told
    try:
        day = Day.read(words, translation.get_language() or "en")
    except Unreadable as unreadable:
        return told | {"unreadable": str(unreadable)}
    return told | {"recorded_on": day.latest, "stood": as_it_stood(shown, day.latest, request.reader)}


@recorder_required
@require_safe
def recent(request: Request) -> HttpResponse:
    """The latest commands of everybody."""
    entries = Entry.objects.select_related("by__person", "undone_by", "undoes").annotate(
        rows=Count("changes")
    )
    page = Paginator(entries.order_by("-id"), ROWS).get_page(request.GET.get("page"))
    lines = [(one, verb_in_words(one.verb), name_of(one.by, request.reader)) for one in page.object_list]
    return render(request, "evidence/recent.html", {"page": page, "lines": lines, "clock": clock})


@recorder_required
@require_safe
def entry(request: Request, number: int) -> HttpResponse:
    """One command and everything it changed."""
    shown = get_object_or_404(Entry.objects.select_related("by__person", "undone_by", "undoes"), pk=number)
    changes = list(shown.changes.select_related("entry__by__person").order_by("kind", "id")[:MOST])
    told = [
        (kind_label(kind), _told(kind, list(rows), request))
        for kind, rows in groupby(changes, attrgetter("kind"))
    ]
    rows = shown.changes.count()
    context = {
        "entry": shown,
        "verb": verb_in_words(shown.verb),
        "who": name_of(shown.by, request.reader),
        "kinds": told,
        "rows": rows,
        "more": max(rows - MOST, 0),
        "clock": clock,
        "undone": hasattr(shown, "undone_by"),
    }
    return render(request, "evidence/entry.html", context)


def _told(kind: str, changes: list[Change], request: Request) -> list[Any]:
    """The changes of one kind; rows that are no records, or of a room no longer there, are only named."""
    try:
        model = record_model(kind)
    except LookupError:
        return [(change.label, []) for change in changes]
    return [(one.label, one.lines) for one in steps(model, changes, request.reader)]


@recorder_required
@require_POST
def undo(request: Request, number: int) -> HttpResponse:
    undone = get_object_or_404(Entry, pk=number)
    try:
        made = commands.undo_entry(undone, by=request.reader)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("history:entry", number=number)
    messages.success(request, _("“%(what)s” is undone.") % {"what": verb_in_words(undone.verb)})
    return redirect("history:entry", number=made.pk)
