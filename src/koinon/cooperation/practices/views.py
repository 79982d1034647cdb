"""The pages of practices: the list, and one case."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.cooperation.calls.models import Entry
from koinon.cooperation.practices.forms import PracticeFilter
from koinon.cooperation.practices.listing import Sought, practice_list, practice_rows, themes_told
from koinon.cooperation.practices.models import Practice
from koinon.cooperation.practices.permissions import (
    can_answer_for,
    can_begin_practice,
    can_publish,
    can_write_practice,
)
from koinon.cooperation.practices.practice_commands import lacks_of
from koinon.cooperation.practices.queries import practice_page
from koinon.cooperation.programmes.aligning import codes_of
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.confirmations.queries import Agreed, between_sides
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request
from koinon.platform.ui.downloads import download

ROWS = 50
THEMES_SHOWN = 24


@require_safe
def practices(request: Request) -> HttpResponseBase:
    """All practices, drafts first, then the latest."""
    writes = can_begin_practice(request.reader)
    asked = PracticeFilter(request.GET, request=request, drafts=writes, auto_id="filter_%s")
    told = asked.cleaned_data if asked.is_valid() else {}
    rows = practice_list(request.reader, request.on, Sought(**told))
    header = [
        _("Practice"), _("Kind"), _("Whose practice"), _("City"), _("Country"),
        _("Themes"), _("SDG"), _("NUA"), _("Published on"), _("Next follow-up"),
    ]  # fmt: skip
    if file := download(request, "practices", header, lambda: (_cells(one) for one in rows)):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, codes_of(one.alignments.all(), Vocabulary.SDG)) for one in page.object_list],
        "filters": asked,
        "filtered": any(told.values()),
        "themes": themes_told(request.reader, request.on)[:THEMES_SHOWN] if not any(told.values()) else [],
        "may_begin": writes,
    }
    return render(request, "practices/practices.html", context)


def _cells(one: Practice) -> list[object]:
    served = list(one.alignments.all())
    return [
        str(one), str(one.get_kind_display()), str(one.body), str(one.city or ""),
        str(one.city.country) if one.city else "", "; ".join(one.theme_list),
        ", ".join(codes_of(served, Vocabulary.SDG)), ", ".join(codes_of(served, Vocabulary.NUA)),
        one.published_on or "", one.follow_up_on or "",
    ]  # fmt: skip


@require_safe
def practice(request: Request, key: str) -> HttpResponse:
    """One case: what was wrong, what was done, what came of it, and who can be asked."""
    shown = visible_practice(request, key)
    page = practice_page(shown, request.reader, request.on, request.GET.get("language", ""))
    publishes = can_publish(request.reader)
    writes = can_write_practice(request.reader, shown)
    entry = (
        Entry.objects.visible_to(request.reader).filter(pk=shown.entry_id).first() if shown.entry_id else None
    )
    draft = shown.published_on is None
    context = {
        "practice": shown,
        "page": page,
        "entry": entry,
        "lacks": lacks_of(shown) if draft and writes else [],
        "unconfirmed": bool(
            draft and publishes and shown.entry_id and between_sides(shown).state != Agreed.BOTH
        ),
        "publishes": publishes,
        "writes": writes,
        "answers": can_answer_for(request.reader, shown),
        "sources": marks([shown], request.reader),
        "findings": findings_about([shown], request.reader),
    }
    return render(request, "practices/practice.html", context)


def visible_practice(request: Request, key: str) -> Practice:
    """The practice, for whoever may see it; before the day of its publication it is not there."""
    rows = practice_rows(request.reader).exclude(published_on__gt=request.on).prefetch_related("texts")
    return get_object_or_404(rows, key=key)
