"""The doors of who scores what: how it stands, asking the solver, looking at its answer, and changes by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.awards import assigning_page as shown
from koinon.cooperation.awards import assignment_commands as commands
from koinon.cooperation.awards.assigning_forms import AllotmentForm, HandForm
from koinon.cooperation.awards.doors import form_page, visible_phase
from koinon.cooperation.awards.forms import ReasonForm
from koinon.cooperation.awards.models import Allotment, Assignment, Juror, Phase, PhaseState
from koinon.cooperation.awards.permissions import can_preside
from koinon.cooperation.awards.queries import barred_to, entries_of, view_of
from koinon.cooperation.awards.sight import What
from koinon.network.people.doors import Request, insiders, not_found_unless
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import carried_out, form_door, refuse
from koinon.platform.recording.progress import last_beat
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url


def presided_phase(request: Request, key: str) -> Phase:
    """The phase, for its chair and the secretariat."""
    phase = visible_phase(request, key)
    not_found_unless(can_preside(request.reader, phase))
    return phase


def visible_allotment(request: Request, key: str) -> Allotment:
    """The answer of the solver, for the same."""
    rows = Allotment.objects.visible_to(request.reader)
    related = ("phase__panel__call", "phase__panel__body", "phase__to_stage")
    return get_object_or_404(rows.select_related(*related), key=key)


@require_safe
@insiders
def assigning(request: Request, key: str) -> HttpResponse:
    """Who scores what as it stands: entries fifty a page, jurors with their loads, what the solver was asked."""
    phase = visible_phase(request, key)
    view = view_of(request.reader, phase)
    not_found_unless(view.sees(What.ASSIGNMENTS))
    lacking = request.GET.get("only") == "lacking"
    rows = shown.entries(phase, request.reader, lacking=lacking)
    page, some = shown.paged(phase, view, rows, request.GET.get("page"))
    presides = can_preside(request.reader, phase)
    context = {
        "phase": phase,
        "page": page,
        "rows": shown.rows_of(phase, view, some),
        "loads": shown.loads(phase, timezone.localdate()),
        "lacking": lacking,
        "allotments": list(
            Allotment.objects.visible_to(request.reader)
            .filter(phase=phase)
            .defer("answer")
            .order_by("-id")[:5]
        ),
        "presides": presides,
        "may_assign": presides and phase.state in commands.OPEN,
        "is_prepared": phase.state is PhaseState.PREPARED,
    }
    return render(request, "awards/assigning.html", context)


@form_door
@insiders
def allotment_new(request: Request, key: str) -> HttpResponse:
    """Ask the solver."""
    phase = presided_phase(request, key)
    form = AllotmentForm(request.POST or None)
    made: list[Allotment] = []

    def ask() -> None:
        terms = {**form.cleaned_data, "language": get_language() or "en"}
        made.append(commands.ask_allotment(phase, by=request.reader, moment=timezone.now(), **terms))

    if carried_out(request, form, ask, _("The solver is asked.")):
        return redirect(made[0])
    lede = _(
        "What is assigned already stays. First every entry gets its jurors, then loads are made even, then jurors "
        "from the applicant's region and several from one region are avoided. Conflicts that stand are never assigned."
    )
    return form_page(
        request,
        form,
        title=_("Work out who scores what"),
        verb=_("Work it out"),
        cancel=url("awards:assigning", key=phase.key),
        lede=lede,
    )


def standing(found: Allotment) -> dict[str, Any]:
    """How far the solving is."""
    beat = last_beat(commands.job_of(found)) if found.is_at_work else None
    return {"allotment": found, "beat": beat, "interrupted": commands.is_interrupted(found)}


@require_safe
@insiders
def allotment(request: Request, key: str) -> HttpResponse:
    """The answer before it is carried out: what is proven, loads, languages, regions, and who would lack jurors."""
    found = visible_allotment(request, key)
    view = view_of(request.reader, found.phase)
    context = standing(found) | {"phase": found.phase}
    if found.answer:
        loads = shown.loads(found.phase, timezone.localdate(), found.answer if found.is_ready else None)
        low, high = shown.spread(found.answer, loads)
        tongueless = set(found.answer["tongueless"])
        context |= {
            "answer": found.answer,
            "loads": loads,
            "low": low,
            "high": high,
            "lacking": shown.lacking_of(found, view, request.reader),
            "tongueless": [one.juror for one in loads if one.juror.pk in tongueless],
        }
    return render(request, "awards/allotment.html", context)


@require_safe
@insiders
def allotment_progress(request: Request, key: str) -> HttpResponse:
    """The part of the page that tells how far the solving is."""
    return render(request, "awards/allotment_progress.html", standing(visible_allotment(request, key)))


@require_POST
@insiders
def allotment_stop(request: Request, key: str) -> HttpResponse:
    """Let it stop at its next step."""
    found = visible_allotment(request, key)
    words = _("The solver stops at its next step.")
    return pressed(
        request, lambda: commands.stop_allotment(found, by=request.reader), words, found.get_absolute_url()
    )


@require_POST
@insiders
def allotment_carry_out(request: Request, key: str) -> HttpResponse:
    """Ask the jurors as the answer says."""
    found = visible_allotment(request, key)
    back = url("awards:assigning", key=found.phase.key)
    try:
        many = commands.have_carried_out(
            found, by=request.reader, on=timezone.localdate(), moment=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    if many is None:
        messages.success(request, _("So many are made by a worker; this page tells how far it is."))
        return redirect(found)
    words = ngettext("%(num)s assignment was made.", "%(num)s assignments were made.", many)
    messages.success(request, words % {"num": many})
    return redirect(back)


@require_POST
@insiders
def allotment_remove(request: Request, key: str) -> HttpResponse:
    """Throw it away."""
    found = visible_allotment(request, key)
    words, back = _("The answer was thrown away."), url("awards:assigning", key=found.phase.key)
    return pressed(request, lambda: commands.remove_allotment(found, by=request.reader), words, back)


@require_POST
@insiders
def take_back_all(request: Request, key: str) -> HttpResponse:
    """Undo all assignments before the phase is opened."""
    phase = presided_phase(request, key)
    words, back = _("All assignments were taken back."), url("awards:assigning", key=phase.key)
    return pressed(request, lambda: commands.take_back_all(phase, by=request.reader), words, back)


@form_door
@insiders
def assign_hand(request: Request, key: str) -> HttpResponse:
    """Give an entry to a juror by hand."""
    phase = presided_phase(request, key)
    form = HandForm(request.POST or None, phase=phase, initial={"code": request.GET.get("code", "")})

    back = url("awards:assigning", key=phase.key)
    # In no transaction of the door's: the conflict that is found stays on record when the giving is refused for it.
    if request.method == "POST" and form.is_valid():
        try:
            _assign_hand(request, phase, form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The juror has the entry."))
            return redirect(back)
    return form_page(request, form, title=_("Assign by hand"), verb=_("Assign it"), cancel=back)


def _assign_hand(request: Request, phase: Phase, data: dict[str, Any]) -> None:
    entry = entry_of(request, phase, data["code"])
    if entry is None:
        raise commands.NotToBeHad(_("There is no such entry in this phase."), field="code")
    commands.assign_by_hand(
        phase, entry, data["juror"], data["reason"],
        by=request.reader, on=timezone.localdate(), moment=timezone.now(),
    )  # fmt: skip


def entry_of(request: Request, phase: Phase, code: str) -> int | None:
    """The entry of a code, opened phase or not, unless it is barred to the reader: one statement."""
    rows = entries_of(phase)
    if (barred := barred_to(request.reader)) is not None:
        rows = rows.exclude(pk__in=barred)
    wanted = code.strip().upper()
    return next((pk for pk in rows.values_list("pk", flat=True) if phase.code(pk) == wanted), None)


@form_door
@insiders
def assignment_withdraw(request: Request, key: str, assignment: str) -> HttpResponse:
    """Take an entry from a juror."""
    phase = presided_phase(request, key)
    rows = Assignment.objects.visible_to(request.reader).filter(phase=phase).distinct()
    found = get_object_or_404(rows.select_related("juror__person", "phase__panel"), key=assignment)
    title = _("Withdraw an assignment")
    lede = f"{found.juror} · {phase.code(found.entry_id)}"

    def withdraw(reason: str) -> None:
        commands.withdraw_assignment(found, reason, by=request.reader, moment=timezone.now())

    return _with_reason(
        request, phase, withdraw, (title, _("Withdraw it"), lede, _("The assignment was withdrawn."))
    )


@form_door
@insiders
def juror_release(request: Request, key: str, juror: str) -> HttpResponse:
    """A juror drops out."""
    phase = presided_phase(request, key)
    found = get_object_or_404(Juror.objects.select_related("person"), panel=phase.panel_id, key=juror)
    lede = _(
        "%(juror)s: what is sent stays and counts, everything else is withdrawn. Then work out anew who scores it."
    ) % {"juror": found}

    def release(reason: str) -> None:
        commands.release_juror(phase, found, reason, by=request.reader, moment=timezone.now())

    words = (_("Release a juror"), _("Release the juror"), lede, _("The juror was released."))
    return _with_reason(request, phase, release, words)


def _with_reason(request: Request, phase: Phase, do: Any, words: tuple[str, str, str, str]) -> HttpResponse:
    """A form that asks why; ``words``: title, verb, lede, what is said when it is done."""
    title, verb, lede, done = words
    form: forms.Form = ReasonForm(request.POST or None)
    back = url("awards:assigning", key=phase.key)
    if carried_out(request, form, lambda: do(form.cleaned_data["reason"]), done):
        return redirect(back)
    return form_page(request, form, title=title, verb=verb, cancel=back, lede=lede)
