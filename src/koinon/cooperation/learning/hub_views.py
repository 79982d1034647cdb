"""The pages of hubs: the list, one hub with what its agreement owes year by year, which work keeps which promise."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.agreements.models import Agreement, Commitment
from koinon.cooperation.learning import hub_commands as commands
from koinon.cooperation.learning import queries
from koinon.cooperation.learning.catching_up import offer_all
from koinon.cooperation.learning.forms import HubFilter, HubForm, WorksForm
from koinon.cooperation.learning.grid import grid_of
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.permissions import can_publish, can_run_hubs, can_write_in
from koinon.cooperation.learning.years import years_told
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.platform.errors import Refused
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.addresses import url

ROWS = 50


@require_safe
def hubs(request: Request) -> HttpResponse:
    """All hubs."""
    asked = HubFilter(request.GET)
    words = asked.cleaned_data["words"] if asked.is_valid() else ""
    page = Paginator(queries.hub_list(request.reader, words), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "filters": asked, "words": words, "may_record": can_run_hubs(request.reader)}
    return render(request, "learning/hubs.html", context)


@require_safe
def hub(request: Request, key: str) -> HttpResponse:
    """One hub: what is owed and shown by year, its curricula, seminars and outputs."""
    shown = visible_hub(request, key)
    reader, on = request.reader, request.on
    curricula = queries.curricula_of(shown, reader, on)
    seminars = queries.seminars_of(reader, hub=shown)
    outputs = queries.outputs_of(shown, reader)
    done = {*(one.year for one in curricula), *(one.year for one in outputs)}
    grid = grid_of(shown, on, reader, also=done)
    context = {
        "hub": shown,
        "grid": grid,
        "years": years_told(grid.years, curricula, seminars, outputs, on),
        "undated": [row for row in seminars if row.seminar.event.starts.is_unknown],
        "sources": marks([shown, *shown.partners.all(), *curricula, *outputs], reader),
        "findings": findings_about([shown], reader),
        "runs": can_run_hubs(reader),
        "writes": can_write_in(reader, shown),
        "publishes": can_publish(reader, shown),
    }
    return render(request, "learning/hub.html", context)


@recorder_required
def hub_new(request: Request) -> HttpResponse:
    """Record a hub; ``?agreement=`` names the agreement it stands under."""
    agreements = Agreement.objects.visible_to(request.reader)
    agreement = agreements.filter(key=request.GET.get("agreement", "")).first()
    form = HubForm(request.POST or None, request=request, initial={"agreement": agreement})
    page = _page(form, _("Record a learning hub"), _("Record the hub"), url("learning:hubs"))
    return record_form(
        request, form, lambda: commands.record_hub(form.values, form.partners, by=request.reader), page
    )


@recorder_required
def hub_edit(request: Request, key: str) -> HttpResponse:
    """Change a hub and its partners."""
    shown = visible_hub(request, key)
    form = HubForm(request.POST or None, request=request, instance=shown)
    page = _page(form, _("Change %(name)s") % {"name": shown}, _("Save the hub"), shown.get_absolute_url())

    def change() -> Hub:
        version = form.expected_version
        return commands.change_hub(
            shown, form.values, form.partners, by=request.reader, expected_version=version
        )

    return record_form(request, form, change, page)


def _page(form: HubForm, title: str, verb: str, cancel: str) -> FormPage:
    return FormPage(
        title=title,
        verb=verb,
        cancel=cancel,
        done=_("The hub is on record."),
        groups=(
            (_("What it is"), ["title", "body", "agreement", "host", "summary", "themes"]),
            (_("Who works in it"), form.partner_names, _("Leave empty what is too many.")),
            (_("For whom"), ["audience", "is_example"]),
        ),
    )


@recorder_required
def promises(request: Request, key: str) -> HttpResponse:
    """Say once which kinds of work keep which promise."""
    shown = visible_hub(request, key)
    rows = Commitment.objects.visible_to(request.reader).filter(agreement=shown.agreement_id)
    form = WorksForm(
        request.POST or None, request=request, instance=shown, commitments=list(rows.order_by("order", "id"))
    )
    page = FormPage(
        title=_("Which work keeps which promise"),
        verb=_("Save"),
        cancel=shown.get_absolute_url(),
        done=_("From now on, what the hub publishes and holds offers itself as evidence."),
        lede=_(
            "What is ticked here is offered as evidence of its year by itself, when a curriculum or an output is "
            "published and when somebody came to a seminar. It counts once somebody accepts it."
        ),
        groups=((_("Promises of the agreement"), list(form.commitments)),),
    )

    def settle() -> Hub:
        commands.settle_works(shown, form.wanted, by=request.reader)
        return shown

    return record_form(request, form, settle, page)


@require_POST
@login_required
def offer(request: Request, key: str) -> HttpResponse:
    """Offer whatever was published or held and is not offered yet."""
    shown = visible_hub(request, key)
    not_found_unless(can_run_hubs(request.reader))
    try:
        made = offer_all(shown, by=request.reader, on=timezone.localdate())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        told = ngettext(
            "%(num)s piece of evidence is offered.", "%(num)s pieces of evidence are offered.", len(made)
        )
        messages.success(request, told % {"num": len(made)})
    return redirect(shown.get_absolute_url())


def visible_hub(request: Request, key: str) -> Hub:
    """The hub, if the reader may see it."""
    return get_object_or_404(queries.hub_rows(request.reader), key=key)
