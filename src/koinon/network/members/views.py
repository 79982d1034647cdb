"""The doors of members: the roll as of a day, a membership, and their forms."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.network.evidence.queries import findings_about, marks
from koinon.network.governance.models import Decision
from koinon.network.members import commands, queries
from koinon.network.members.forms import AdmissionForm, FoundingForm, MembershipForm, RollFilter, StandingForm
from koinon.network.members.founding import found_network, settle_body
from koinon.network.members.models import Membership
from koinon.network.members.permissions import can_found
from koinon.network.people.doors import Request, not_found_unless, question_of, recorder_required
from koinon.network.people.models import Body, Person
from koinon.network.people.permissions import can_record
from koinon.platform.audit.answers import Answers
from koinon.platform.recording.form_doors import carried_out, form_door, form_page
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.downloads import download

ROWS, AT_ONCE = 50, 500
LISTED = ("key", "member", "city", "country", "kind", "since", "until", "holds on the day")
# The members are sorted by the names of their cities, which takes the longer the more there are.
_rolls = Answers(most=50)


@require_safe
def members(request: Request) -> HttpResponseBase:
    network = _network(request)
    asked = RollFilter(request.GET, regions=list(queries.regions_of(network)))
    wanted: dict[str, Any] = asked.cleaned_data if asked.is_valid() else {}

    def by_name() -> Sequence[int]:
        given = {"words" if name == "q" else name: value for name, value in wanted.items() if value}
        found = queries.roll(request.reader, request.on, network=network, **given)
        return array("q", found.values_list("pk", flat=True))

    ids = _rolls.recall(question_of(request), by_name)
    if file := download(request, "members", LISTED, lambda: _lines(ids, request.on)):
        return file
    page = Paginator(ids, ROWS).get_page(request.GET.get("page"))
    rows = queries.told(list(page.object_list), request.on)
    context = {
        "page": page,
        "rows": rows,
        "network": network,
        "filters": asked,
        "sources": marks(rows, request.reader),
        "may_record": can_record(request.reader),
    }
    return render(request, "members/members.html", context)


def _lines(ids: Sequence[int], on: date) -> Iterator[list[object]]:
    """One line a membership, five hundred at a time."""
    for first in range(0, len(ids), AT_ONCE):
        for one in queries.told(ids[first : first + AT_ONCE], on):
            city = one.body.city
            days = (day.words or day.edtf for day in (one.starts, one.ends))
            place = (city.name, city.country.alpha2) if city else ("", "")
            yield [one.key, one.body, *place, one.kind, *days, one.held]


@require_safe
def membership(request: Request, key: str) -> HttpResponse:
    shown = _visible(request, key)
    statuses = list(shown.statuses.all())
    context = {
        "membership": shown,
        "statuses": statuses,
        "sources": marks([shown, *statuses], request.reader),
        "findings": findings_about([shown], request.reader),
        "may_record": can_record(request.reader),
    }
    return render(request, "members/membership.html", context)


@recorder_required
def membership_new(request: Request) -> HttpResponse:
    form = AdmissionForm(request.POST or None, request=request, initial=_known(request))
    page = FormPage(
        title=_("Admit a member"),
        verb=_("Admit the member"),
        done=_("The member is admitted."),
        cancel=reverse("members:members"),
        groups=[
            (_("Who"), ["body", "city", "network", "kind"]),
            (_("When"), ["starts", "ends", "admitted_by"]),
            (_("Who may see this"), ["audience"]),
        ],
    )

    def admit() -> Membership:
        settle_body(form.values["body"], form.cleaned_data["city"], by=request.reader, on=request.on)
        return commands.admit_member(form.values, by=request.reader)

    return record_form(request, form, admit, page)


@recorder_required
def membership_edit(request: Request, key: str) -> HttpResponse:
    shown = _visible(request, key)
    form = MembershipForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change the membership of %(name)s") % {"name": shown.body},
        verb=_("Save the membership"),
        done=_("The membership is saved."),
        cancel=shown.get_absolute_url(),
    )

    def change() -> Membership:
        return commands.change_membership(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def standing_new(request: Request, key: str) -> HttpResponse:
    shown = _visible(request, key)
    form = StandingForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Standing of %(name)s") % {"name": shown.body},
        verb=_("Record the standing"),
        done=_("The standing is recorded."),
        cancel=shown.get_absolute_url(),
    )
    return record_form(
        request,
        form,
        lambda: commands.record_standing(shown, form.values, by=request.reader),
        page,
        then=shown.get_absolute_url(),
    )


@form_door
@recorder_required
def network_new(request: Request) -> HttpResponse:
    """Say whose register this is; asked once."""
    not_found_unless(can_found(request.reader))
    mine = Person.objects.filter(pk=request.reader.person_id or 0).first()
    form = FoundingForm(request.POST or None, request=request, initial={"keeper": mine})
    if _is_founded(request, form):
        return redirect("portal:home")
    return form_page(
        request,
        form,
        title=_("Begin your register"),
        lede=_("Which network this register is kept for, and who you are in it. Everything else can follow."),
        verb=_("Begin the register"),
        cancel=reverse("portal:home"),
        groups=[(_("The network"), ["network", "city", "website"]), (_("You"), ["keeper", "title", "since"])],
    )


def _is_founded(request: Request, form: FoundingForm) -> bool:
    """In one transaction, because a type-ahead makes what is missing: not sound, not made."""

    def found() -> None:
        asked = form.cleaned_data
        found_network(asked["network"], asked, by=request.reader, on=request.on)

    with transaction.atomic():
        done = carried_out(request, form, found, _("The register has begun."))
        if not done:
            transaction.set_rollback(True)
    return done


def _network(request: Request) -> Body | None:
    """The network asked for, or the home network."""
    asked = request.GET.get("network", "")
    if asked:
        return get_object_or_404(Body.objects.visible_to(request.reader), key=asked)
    return queries.home_network()


def _known(request: Request) -> dict[str, Any]:
    """What the page before knew already: the body, and the network it is admitted to."""
    body = Body.objects.visible_to(request.reader).filter(key=request.GET.get("body", "")).first()
    return {"body": body, "network": _network(request)}


def _visible(request: Request, key: str) -> Membership:
    rows = Membership.objects.visible_to(request.reader).select_related("body__city", "network")
    admitting = Prefetch("admitted_by", Decision.objects.visible_to(request.reader))
    return get_object_or_404(rows.prefetch_related(admitting), key=key)
