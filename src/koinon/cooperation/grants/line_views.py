"""The doors of money lines: of an agreement, of a funder, frozen on a day, and whether a frozen one is whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.grants import taking_along, wording
from koinon.cooperation.grants.forms import FreezeForm
from koinon.cooperation.grants.freezing import freeze_line, is_whole, thawed
from koinon.cooperation.grants.line_queries import line_of
from koinon.cooperation.grants.models import FrozenLine
from koinon.cooperation.grants.money_line import Line
from koinon.cooperation.grants.permissions import can_freeze
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.models import Body
from koinon.platform.errors import Refused
from koinon.platform.ui.downloads import FORMATS, download

ROWS = 50
SUBJECTS: dict[str, Any] = {"agreement": Agreement, "funder": Body}


@require_safe
def line(request: Request, kind: str, key: str) -> HttpResponseBase:
    """The money line of an agreement or a funder as of the day of the page."""
    subject = _subject(request, kind, key)
    shown = line_of(subject, request.on, request.reader)
    name = f"money-line-{key}-{shown.on}"
    taken = download(request, name, taking_along.header(shown), lambda: taking_along.rows(shown))
    if taken:
        return taken
    own = {"agreement": subject} if kind == "agreement" else {"funder": subject}
    may = can_freeze(request.reader)
    context = {
        "subject": subject,
        "kind": kind,
        "frozen": list(FrozenLine.objects.visible_to(request.reader).filter(**own)),
        "freeze_form": FreezeForm(initial={"day": request.on.isoformat()}, auto_id="freeze_%s")
        if may
        else None,
        "may_record": may,
        **told(shown, _("Money line of %(subject)s") % {"subject": subject}),
    }
    return render(request, "grants/line.html", context)


def told(shown: Line, title: str) -> dict[str, Any]:
    """A line as its templates need it."""
    return {
        "line": shown,
        "stages": [
            (stage, str(wording.STAGE_WORDS[stage]), one, shown.at(stage))
            for stage, one in shown.sums.items()
        ],
        "drawing": wording.flow_of(shown, title),
        "gaps": wording.gaps_of(shown),
        "kind_words": {name: str(words) for name, words in wording.KIND_WORDS.items()},
        "amount_words": wording.amount_words,
        "sum_words": wording.sum_words,
        "worth_words": wording.worth_words,
        "row_day": wording.row_day,
        "in_currency": wording.in_currency,
        "rate_words": wording.rate_words,
    }


@require_POST
@recorder_required
def freeze(request: Request, kind: str, key: str) -> HttpResponse:
    """Freeze the line as of a day and sign it; a refusal is told where it was asked for."""
    subject = _subject(request, kind, key)
    back = reverse("grants:line", kwargs={"kind": kind, "key": key})
    form = FreezeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say as of which day, and for whom."))
        return redirect(back)
    try:
        frozen = freeze_line(
            subject,
            form.cleaned_data["day"].latest,
            audience=form.cleaned_data["audience"],
            by=request.reader,
            on=timezone.localdate(),
            moment=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    messages.success(
        request, _("The line is frozen and signed. It stays as it is, whatever is recorded later.")
    )
    return redirect(frozen)


@require_safe
def frozen_lines(request: Request) -> HttpResponse:
    """All frozen lines the reader may see, the latest first."""
    rows = FrozenLine.objects.visible_to(request.reader)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "grants/frozen_lines.html", {"page": page})


@require_safe
def frozen(request: Request, key: str) -> HttpResponseBase:
    """A frozen line as it was signed, and whether it is whole."""
    row = get_object_or_404(FrozenLine.objects.visible_to(request.reader), key=key)
    shown = thawed(row)
    if request.GET.get("format") in FORMATS:
        taken = download(request, row.key, taking_along.header(shown), lambda: taking_along.rows(shown))
        assert taken
        return taken
    context = {
        "frozen": row,
        "is_whole": is_whole(row),
        **told(shown, _("Money line of %(subject)s") % {"subject": shown.subject_name}),
    }
    return render(request, "grants/frozen.html", context)


def _subject(request: Request, kind: str, key: str) -> Agreement | Body:
    """The agreement or the funder; a line is for whoever may see what it is of."""
    model = SUBJECTS.get(kind)
    if model is None:
        raise Http404
    found: Agreement | Body = get_object_or_404(model.objects.visible_to(request.reader), key=key)
    return found
