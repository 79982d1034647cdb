"""The pages of programmes: the list, a programme, an edition."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.cooperation.programmes.forms import ProgrammeFilter
from koinon.cooperation.programmes.models import Edition, Programme
from koinon.cooperation.programmes.permissions import can_speak_for
from koinon.cooperation.programmes.queries import SORTS, EditionPage, edition_page, programme_page, programmes
from koinon.cooperation.programmes.timelines import programme_timeline, time_tag
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request
from koinon.network.people.permissions import can_record
from koinon.platform.ui.downloads import download

ROWS = 50
COLUMNS = ("key", "title", "short_name", "run_by", "starts", "ends", "editions", "bodies")
SOUGHT = ("side", "body", "city", "mechanism", "interest", "offer", "support")


@require_safe
def programme_list(request: Request) -> HttpResponseBase:
    """All programmes, fifty a page, filtered and sorted by the address."""
    filters = ProgrammeFilter(request.GET)
    asked = filters.cleaned_data if filters.is_valid() else {}
    sort = request.GET.get("sort", "")
    rows = programmes(
        request.reader,
        on=request.on,
        words=asked.get("words", ""),
        running=asked.get("running", False),
        sort=sort if sort in SORTS else "title",
    )
    if file := download(request, "programmes", COLUMNS, lambda: _rows(rows)):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "sources": marks(page.object_list, request.reader),
        "time_tag": time_tag,
        "filters": filters,
        "sort": sort if sort in SORTS else "title",
        "may_record": can_record(request.reader),
    }
    return render(request, "programmes/programmes.html", context)


def _rows(programmes: Iterable[Any]) -> Iterator[tuple[object, ...]]:
    for one in programmes:
        told = one.key, one.title, one.short_name, one.run_by or "", one.starts, one.ends
        yield *told, one.edition_count, one.body_count


@require_safe
def programme(request: Request, key: str) -> HttpResponseBase:
    """One programme: what it is for, its editions and its events through time."""
    found = get_object_or_404(Programme.objects.visible_to(request.reader), key=key)
    page = programme_page(found, request.reader)
    context = {
        "page": page,
        "drawing": programme_timeline(page, request.on, timezone.localdate()),
        "sources": marks(page.records, request.reader),
        "time_tag": time_tag,
        "findings": findings_about([found, *page.alignments, *page.editions], request.reader),
        "may_record": can_record(request.reader),
    }
    return render(request, "programmes/programme.html", context)


@require_safe
def edition(request: Request, key: str) -> HttpResponseBase:
    """One edition: who takes part on which side, seeking and offering what."""
    rows = Edition.objects.visible_to(request.reader).select_related("programme")
    found = get_object_or_404(rows, key=key)
    page = edition_page(found, request.reader, request.on)
    if file := download(request, found.key, SOUGHT, lambda: _cells(page)):
        return file
    context = {
        "page": page,
        "sources": marks(page.records, request.reader),
        "time_tag": time_tag,
        "findings": findings_about([found], request.reader),
        "may_record": can_record(request.reader),
        "speaks_for": {
            one.participation.pk
            for one in page.participants
            if can_speak_for(request.reader, one.participation)
        },
        "side_words": _("Participants"),
    }
    return render(request, "programmes/edition.html", context)


def _cells(page: EditionPage) -> Iterator[tuple[object, ...]]:
    for one in page.participants:
        part = one.participation
        topics = (
            "; ".join(topic.text for topic in one.named(kind)) for kind in ("interest", "offer", "support")
        )
        yield part.side, part.body, part.body.city or "", part.mechanism, *topics
