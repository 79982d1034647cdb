"""The doors of a phase: its page, the ranking, the judges, the deliberation sheet, and its acts."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.awards import deliberation_commands, deliberation_sheet, phase_commands, queries
from koinon.cooperation.awards.doors import form_page, visible_phase
from koinon.cooperation.awards.forms import ReasonForm
from koinon.cooperation.awards.freezing import freeze_phase
from koinon.cooperation.awards.models import Phase, PhaseState, Result, Turn
from koinon.cooperation.awards.next_steps import steps_of
from koinon.cooperation.awards.permissions import can_deliberate, can_preside, can_run
from koinon.cooperation.awards.ranking import proposed, ranked, ranking_of
from koinon.cooperation.awards.reading import paper_of, reading_of
from koinon.cooperation.awards.reminders import last_reminded
from koinon.cooperation.awards.sight import What
from koinon.cooperation.awards.tallying import criteria_of
from koinon.cooperation.calls.entry_files import send_file
from koinon.cooperation.calls.models import Entry
from koinon.network.people.doors import Request, insiders, not_found_unless
from koinon.platform.recording.form_doors import carried_out, form_door
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url

ROWS = 50
TONES = {
    PhaseState.PREPARED: "plain",
    PhaseState.SCORING: "possibly",
    PhaseState.DELIBERATING: "possibly",
    PhaseState.FROZEN: "yes",
}


@require_safe
@insiders
def phase(request: Request, key: str) -> HttpResponse:
    """A phase: what the reader has to score, and for the chair how far the panel is."""
    found = visible_phase(request, key)
    view = queries.view_of(request.reader, found)
    state = found.state
    order = list(PhaseState)
    context = {
        "phase": found,
        "view": view,
        "What": What,
        "tag": (state.label, TONES[state]),
        "steps": [
            (
                one.label,
                "done" if order.index(one) < order.index(state) else "now" if one is state else "next",
            )
            for one in order
        ],
        "mine": queries.mine(request.reader, found, named=view.names),
        "coverage": queries.coverage(found) if view.sees(What.COVERAGE) else None,
        "may_preside": can_preside(request.reader, found),
        "may_run": can_run(request.reader),
        "result": Result.objects.filter(phase=found).defer("frozen").first() if found.frozen_at else None,
        "open": queries.unfinished(found) if view.sees(What.COVERAGE) else 0,
        "todo": steps_of(found, request.reader) if can_preside(request.reader, found) else [],
        "elsewhere": _doors_of_assigning(found),
    }
    return render(request, "awards/phase.html", context)


def _doors_of_assigning(found: Phase) -> list[tuple[str, str]]:
    """The pages of conflicts, assignments and the scores as a workbook."""
    from koinon.cooperation.awards import urls

    there = {pattern.name for pattern in urls.urlpatterns}
    named = [
        ("conflicts", _("Conflicts of interest")),
        ("assigning", _("Who scores what")),
        ("scores", _("All scores (XLSX)")),
    ]
    return [(words, url(f"awards:{name}", key=found.key)) for name, words in named if name in there]


def _ranked(request: Request, found: Phase, *, with_stands: bool = False) -> dict[str, Any]:
    view = queries.view_of(request.reader, found)
    not_found_unless(view.sees(What.RANKING))
    page = Paginator(ranking_of(found, request.reader), ROWS).get_page(request.GET.get("page"))
    going = proposed(found) if with_stands else None
    return {
        "phase": found,
        "view": view,
        "What": What,
        "page": page,
        "going": going,
        "rows": ranked(
            found,
            list(page.object_list),
            view,
            request.reader,
            start=page.start_index() - 1,
            forward=frozenset(going.entries) if going else frozenset(),
            with_stands=with_stands,
        ),
    }


@require_safe
@insiders
def ranking(request: Request, key: str) -> HttpResponse:
    """The entries in order of what the jurors gave them, fifty a page."""
    return render(request, "awards/ranking.html", _ranked(request, visible_phase(request, key)))


@require_safe
@insiders
def deliberation(request: Request, key: str) -> HttpResponse:
    """The sheet of the deliberation: who goes forward, who agrees, and what is changed by hand."""
    found = visible_phase(request, key)
    wanted = request.GET.get("code", "").strip()
    if wanted and (there := _page_of(request, found, wanted)) is not None:
        return there
    context = _ranked(request, found, with_stands=True)
    not_found_unless(context["view"].sees(What.DELIBERATION))
    context |= {"disputed": deliberation_sheet.disputed(found, request.reader), "missed": wanted}
    open_now = found.state is PhaseState.DELIBERATING
    context |= {
        "may_preside": open_now and can_preside(request.reader, found),
        "may_stand": open_now and can_deliberate(request.reader, found),
    }
    return render(request, "awards/deliberation.html", context)


def _page_of(request: Request, found: Phase, code: str) -> HttpResponse | None:
    """To the place on the sheet where the entry of that code stands; None where there is none for this reader."""
    not_found_unless(queries.view_of(request.reader, found).sees(What.DELIBERATION))
    before = deliberation_sheet.ranked_before(found, request.reader, code)
    if before is None:
        return None
    sheet = url("awards:deliberation", key=found.key)
    return redirect(f"{sheet}?page={before // ROWS + 1}#{code.upper()}")


@require_safe
@insiders
def judges(request: Request, key: str) -> HttpResponse:
    """How far each juror is, and how severe."""
    found = visible_phase(request, key)
    view = queries.view_of(request.reader, found)
    not_found_unless(view.sees(What.ASSIGNMENTS))
    page = Paginator(queries.progress(found), ROWS).get_page(request.GET.get("page"))
    context = {"phase": found, "view": view, "What": What, "page": page}
    context["reminded"] = last_reminded(found) if can_preside(request.reader, found) else {}
    if view.sees(What.SEVERITY):
        context["spreads"] = [
            (found.code(one.entry_id), one) for one in queries.spreads(found, request.reader)
        ]
    return render(request, "awards/judges.html", context)


def _entry(request: Request, found: Phase, code: str) -> Entry:
    """The entry of that code, for whoever may read it: none with which the reader has a conflict."""
    number = queries.entry_of_code(found, code)
    rows = Entry.objects.select_related("applicant__city", "applicant__parent__city", "category")
    barred = queries.barred_to(request.reader)
    if number is None or (barred is not None and barred.filter(entry=number).exists()):
        raise Http404
    return get_object_or_404(rows, pk=number)


@require_safe
@insiders
def entry(request: Request, key: str, code: str) -> HttpResponse:
    """An entry as the panel reads it when scoring is closed, with what everybody gave it."""
    found = visible_phase(request, key)
    view = queries.view_of(request.reader, found)
    not_found_unless(view.sees(What.RANKING))
    shown = _entry(request, found, code)
    criteria = criteria_of(found)
    context = {
        "phase": found,
        "reading": reading_of(found, shown),
        "criteria": criteria,
        "others": queries.others(request.reader, found, shown.pk, criteria),
    }
    return render(request, "awards/entry.html", context)


@require_safe
@insiders
def entry_paper(request: Request, key: str, code: str, number: int) -> HttpResponse:
    """A file of an entry the panel deliberates on, as its jurors get it: who may read the entry may open it."""
    found = visible_phase(request, key)
    not_found_unless(queries.view_of(request.reader, found).sees(What.RANKING))
    told = paper_of(found, _entry(request, found, code), number)
    if told is None:
        raise Http404
    return cast(HttpResponse, send_file(told[0], name=told[1]))


@require_POST
@insiders
def stand(request: Request, key: str, code: str) -> HttpResponse:
    """Agree or disagree."""
    found = visible_phase(request, key)
    shown = _entry(request, found, code)
    agrees = request.POST.get("agrees") == "yes"
    note = request.POST.get("note", "")
    return pressed(
        request,
        lambda: deliberation_commands.take_stand(found, shown.pk, agrees, note, by=request.reader),
        _("Noted for %(code)s.") % {"code": found.code(shown.pk)},
        _sheet(request, found),
    )


@require_POST
@insiders
def turn(request: Request, key: str, code: str) -> HttpResponse:
    """Put an entry forward by hand, leave it out, or let the ranking decide again."""
    found = visible_phase(request, key)
    not_found_unless(can_preside(request.reader, found))
    shown = _entry(request, found, code)
    choice, reason = request.POST.get("choice", ""), request.POST.get("reason", "")

    def do() -> None:
        if choice == "ranking":
            for one in Turn.objects.filter(phase=found, entry=shown):
                deliberation_commands.unturn_entry(one, by=request.reader)
        else:
            deliberation_commands.turn_entry(found, shown.pk, choice == "forward", reason, by=request.reader)

    return pressed(request, do, _("Changed by hand."), _sheet(request, found))


def _sheet(request: Request, found: Phase) -> str:
    page = request.POST.get("page", "")
    there = url("awards:deliberation", key=found.key)
    return f"{there}?page={page}" if page.isascii() and page.isdigit() else there


# Acts


@require_POST
@insiders
def phase_open(request: Request, key: str) -> HttpResponse:
    """Open the phase."""
    found = visible_phase(request, key)
    not_found_unless(can_run(request.reader))
    return pressed(
        request,
        lambda: phase_commands.open_phase(found, by=request.reader, moment=timezone.now()),
        _("The phase is open. Its jurors can score."),
        found.get_absolute_url(),
    )


@require_POST
@insiders
def phase_close(request: Request, key: str) -> HttpResponse:
    """Close scoring."""
    found = visible_phase(request, key)
    not_found_unless(can_preside(request.reader, found))
    return pressed(
        request,
        lambda: phase_commands.close_scoring(found, by=request.reader, moment=timezone.now()),
        _("Scoring is closed. The panel sees all scores, and deliberates."),
        found.get_absolute_url(),
    )


@form_door
@insiders
def phase_reopen(request: Request, key: str) -> HttpResponse:
    """Open scoring again, with a reason."""
    found = visible_phase(request, key)
    not_found_unless(can_preside(request.reader, found))
    form = ReasonForm(request.POST or None)
    if carried_out(
        request,
        form,
        lambda: phase_commands.reopen_scoring(found, form.cleaned_data["reason"], by=request.reader),
        _("Scoring is open again."),
    ):
        return redirect(found)
    return form_page(
        request,
        form,
        title=_("Open scoring again"),
        verb=_("Open scoring again"),
        cancel=found.get_absolute_url(),
    )


@form_door
@insiders
def phase_freeze(request: Request, key: str) -> HttpResponse:
    """Freeze the phase: what goes forward is shown once more before."""
    found = visible_phase(request, key)
    not_found_unless(can_preside(request.reader, found) and found.closed_at is not None)
    if request.method == "POST":
        return pressed(
            request,
            lambda: freeze_phase(found, by=request.reader, moment=timezone.now()),
            _("The result is frozen and signed."),
            found.get_absolute_url(),
        )
    if found.frozen_at is not None:
        return redirect(found)
    going = proposed(found)
    context = {
        "phase": found,
        "going": going,
        "names": deliberation_sheet.called(
            found, going.entries, request.reader, queries.view_of(request.reader, found)
        ),
        "tied": sorted(found.code(one) for one in going.tied),
        "open": queries.unfinished(found),
    }
    return render(request, "awards/freeze.html", context)
