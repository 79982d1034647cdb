"""The doors of conflicts of interest: the list, looking for them, overriding one with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.awards import conflict_commands as commands
from koinon.cooperation.awards.doors import form_page, visible_phase
from koinon.cooperation.awards.forms import ReasonForm
from koinon.cooperation.awards.models import Conflict, ConflictKind, Phase
from koinon.cooperation.awards.permissions import can_preside
from koinon.cooperation.awards.queries import View, entries_of, view_of
from koinon.cooperation.awards.sight import What
from koinon.network.people.doors import Request, insiders, not_found_unless
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import carried_out, form_door
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url

ROWS = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A conflict as the reader may be told of it: while blind, the chair learns of its kind only."""

    conflict: Conflict
    code: str
    title: str
    words: str
    href: str
    reason: str


def visible(request: Request, phase: Phase) -> QuerySet[Conflict]:
    """The conflicts with the entries of a phase that the reader may see."""
    rows = Conflict.objects.known_to(request.reader).filter(panel=phase.panel_id)
    return rows.filter(entry__in=entries_of(phase).values("pk"))


def told(phase: Phase, view: View, rows: list[Conflict]) -> list[Told]:
    """What each of them says to this reader."""
    words = view.sees(What.CONFLICT_WORDS)
    return [
        Told(
            one,
            phase.code(one.entry_id),
            f"{one.entry.title} ({one.entry.applicant})" if view.names else "",
            one.words if words else "",
            one.href if words else "",
            one.overridden_reason if words else "",
        )
        for one in rows
    ]


@require_safe
@insiders
def conflicts(request: Request, key: str) -> HttpResponse:
    """What ties jurors to entries, fifty a page, by juror or by kind: eight statements however many."""
    phase = visible_phase(request, key)
    view = view_of(request.reader, phase)
    not_found_unless(view.sees(What.CONFLICTS))
    rows = visible(request, phase)
    tally = rows.aggregate(
        all=Count("pk"), stand=Count("pk", filter=Q(overridden_at=None)), jurors=Count("juror", distinct=True)
    )
    kinds = [
        (kind, ConflictKind(kind).label, many)
        for kind, many in rows.order_by("kind").values_list("kind").annotate(many=Count("pk"))
    ]
    chosen = request.GET.get("kind", "")
    if chosen in ConflictKind.values:
        rows = rows.filter(kind=chosen)
    related = ("juror__person", "entry__applicant")
    # While blind in no order that entries have elsewhere.
    entries = ("entry", "kind", "pk") if view.names else ("key",)
    order = ("overridden_at", "juror__person__family", "juror__person__name", *entries)
    page = Paginator(rows.select_related(*related).order_by(*order), ROWS).get_page(request.GET.get("page"))
    context = {
        "phase": phase,
        "view": view,
        "page": page,
        "rows": told(phase, view, list(page.object_list)),
        "tally": tally,
        "kinds": kinds,
        "chosen": chosen,
        "may_decide": can_preside(request.reader, phase) and phase.frozen_at is None,
    }
    return render(request, "awards/conflicts.html", context)


@require_POST
@insiders
def conflicts_find(request: Request, key: str) -> HttpResponse:
    """Look on the record, as of the day the phase opens."""
    phase = visible_phase(request, key)
    try:
        new, gone = commands.find_conflicts(
            phase, by=request.reader, on=timezone.localdate(), moment=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        words = ngettext("%(new)s conflict found anew", "%(new)s conflicts found anew", new)
        more = ngettext("%(gone)s no longer there", "%(gone)s no longer there", gone)
        messages.success(request, f"{words % {'new': new}}, {more % {'gone': gone}}.")
    return redirect(url("awards:conflicts", key=phase.key))


@form_door
@insiders
def conflict_override(request: Request, key: str, conflict: str) -> HttpResponse:
    """Say why a conflict does not stand in the way."""
    phase = visible_phase(request, key)
    view = view_of(request.reader, phase)
    not_found_unless(can_preside(request.reader, phase))
    found = get_object_or_404(
        visible(request, phase).select_related("juror__person", "entry__applicant"), key=conflict
    )
    back = url("awards:conflicts", key=phase.key)
    form = ReasonForm(request.POST or None)

    def override() -> None:
        reason = form.cleaned_data["reason"]
        commands.override_conflict(found, phase, reason, by=request.reader, moment=timezone.now())

    if carried_out(request, form, override, _("The conflict no longer stands in the way.")):
        return redirect(back)
    one = told(phase, view, [found])[0]
    parts = [str(found.juror), one.code, one.title, str(found.get_kind_display()), one.words]
    return form_page(
        request,
        form,
        title=_("Override a conflict of interest"),
        verb=_("Override it"),
        cancel=back,
        lede=" · ".join(part for part in parts if part),
    )


@require_POST
@insiders
def conflict_restore(request: Request, key: str, conflict: str) -> HttpResponse:
    """Let an overridden conflict stand again."""
    phase = visible_phase(request, key)
    found = get_object_or_404(visible(request, phase), key=conflict)
    return pressed(
        request,
        lambda: commands.restore_conflict(found, phase, by=request.reader),
        _("The conflict stands in the way again."),
        url("awards:conflicts", key=phase.key),
    )
