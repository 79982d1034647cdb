"""The doors of the organiser: the rules, the list, one registration, the door of the hall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.network.events import presence_commands, registration_commands, rules_commands
from koinon.network.events.links import door_behind
from koinon.network.events.models import Event, Invitation, Registration, RegistrationRules
from koinon.network.events.permissions import can_organise
from koinon.network.events.register_views import site_of
from koinon.network.events.registration_forms import (
    DeclineForm,
    InviteForm,
    RegistrationFilter,
    RulesForm,
    WhoForm,
)
from koinon.network.events.registration_queries import (
    candidates,
    desk_of,
    overlapping,
    registration_list,
    seated,
)
from koinon.network.events.registrations import OpenTo
from koinon.network.events.views import visible
from koinon.network.people.doors import Request, not_found_unless
from koinon.network.people.models import Person
from koinon.network.people.permissions import can_record
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import Refused
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.platform.ui.addresses import url
from koinon.platform.ui.downloads import download

ROWS = 50
FORM = ["GET", "HEAD", "POST"]


def organised(request: Request, key: str) -> Event:
    """The event, for whoever runs it; for anybody else there is no such page."""
    event = visible(request, key)
    not_found_unless(can_organise(request.reader, event))
    return event


@never_cache
@require_safe
def registrations(request: Request, key: str) -> HttpResponseBase:
    """Everybody who registered, with what to decide; also as CSV and XLSX."""
    event = organised(request, key)
    asked = RegistrationFilter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    rows = registration_list(event, wanted.get("state", ""), wanted.get("q", ""))
    taken_along = download(request, f"registrations-{event.key}", _header(), lambda: _lines(rows))
    if taken_along:
        return taken_along
    desk = desk_of(event, timezone.localdate())
    by_invitation = desk is not None and desk.rules.open_to == OpenTo.INVITED
    context = {
        "event": event,
        "desk": desk,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "filters": asked,
        "invitations": list(event.invitations.select_related("body")) if by_invitation else [],
        "invite_form": InviteForm(request=request, auto_id="invite_%s"),
    }
    return render(request, "events/registrations.html", context)


def _header() -> list[str]:
    return [
        *(pgettext("of a person", "Name"), _("Body"), _("Post"), _("Comes as"), _("E-mail"), _("Language")),
        *(_("To prepare"), _("State"), _("Reason"), _("Came"), _("Registered on"), _("Person on record")),
    ]


def _lines(rows: Iterable[Registration]) -> Iterator[list[object]]:
    for one in rows:
        yield [
            *(one.name, one.body_name, one.post, one.get_category_display(), one.email, one.language),
            *(one.needs, one.get_state_display(), one.reason, one.get_came_display() if one.came else ""),
            *(one.asked_on or "", one.person.key if one.person else ""),
        ]


@require_http_methods(FORM)
def rules(request: Request, key: str) -> HttpResponse:
    """Open registration, or change how it goes."""
    event = organised(request, key)
    there = RegistrationRules.objects.filter(event=event).first()
    form = RulesForm(request.POST or None, request=request, instance=there)
    page = FormPage(
        title=_("How %(event)s takes registrations") % {"event": event},
        verb=_("Set the rules"),
        done=_("The rules are set."),
        cancel=event.get_absolute_url(),
    )
    on, site = timezone.localdate(), site_of(request)

    def do() -> RegistrationRules:
        expected = form.expected_version if there else None
        return rules_commands.set_rules(
            event, form.values, by=request.reader, on=on, site=site, expected_version=expected
        )

    return record_form(request, form, do, page, then=url("events:registrations", key=event.key))


@require_POST
def invite(request: Request, key: str) -> HttpResponse:
    event = organised(request, key)
    form = InviteForm(request.POST, request=request)

    def do() -> object:
        if not form.is_valid():
            raise Refused(_("Choose a body that is on record."))
        return rules_commands.invite_body(event, form.cleaned_data["body"], by=request.reader)

    return pressed(request, do, _("The body is invited."), _list_of(event))


@require_POST
def uninvite(request: Request, key: str, invitation: str) -> HttpResponse:
    event = organised(request, key)
    row = get_object_or_404(Invitation.objects.select_related("event"), event=event, key=invitation)
    do = partial(rules_commands.withdraw_invitation, row, by=request.reader)
    return pressed(request, do, _("The body is no longer invited."), _list_of(event))


@never_cache
@require_http_methods(FORM)
def registration(request: Request, key: str, registration: str) -> HttpResponse:
    """One registration: say yes or no to it, and who on record it is."""
    event = organised(request, key)
    row = _registration(event, registration)
    if request.method == "POST":
        return _decided(request, row)
    context = {
        "event": event,
        "registration": row,
        "candidates": candidates(row, request.reader) if row.person is None else [],
        "overlaps": overlapping(row),
        "decline_form": DeclineForm(auto_id="decline_%s"),
        "who_form": WhoForm(request=request, auto_id="who_%s"),
        "may_record": can_record(request.reader),
    }
    return render(request, "events/registration.html", context)


def _decided(request: Request, row: Registration) -> HttpResponse:
    by, on, site = request.reader, timezone.localdate(), site_of(request)
    back = url("events:registration", key=row.event.key, registration=row.key)
    if "decline" in request.POST:
        reason = request.POST.get("reason", "")
        do = partial(registration_commands.decline_registration, row, reason, by=by, on=on, site=site)
        return pressed(request, do, _("Declined; the person is told why."), back)
    confirm = partial(registration_commands.confirm_registration, row, by=by, on=on, site=site)
    return pressed(request, confirm, _("Answered; the person is told."), back)


@require_POST
def who(request: Request, key: str, registration: str) -> HttpResponse:
    """Say who on record somebody is, that they are new, or that it was a mistake."""
    event = organised(request, key)
    row = _registration(event, registration)
    by = request.reader
    back = url("events:registration", key=event.key, registration=row.key)
    if "nobody" in request.POST:
        return pressed(
            request,
            partial(presence_commands.unmatch_registration, row, by=by),
            _("It is nobody on record for now."),
            back,
        )
    person = _chosen(request)
    if person is None and "new" not in request.POST:
        return pressed(request, _choose_somebody, "", back)
    do = partial(presence_commands.match_registration, row, person, by=by)
    return pressed(request, do, _("Matched with the record."), back)


def _chosen(request: Request) -> Person | None:
    if key := request.POST.get("known", ""):
        return Person.objects.visible_to(request.reader).filter(key=key).first()
    form = WhoForm(request.POST, request=request)
    return form.cleaned_data["person"] if "new" not in request.POST and form.is_valid() else None


def _choose_somebody() -> None:
    raise Refused(_("Choose a person who is on record."))


@never_cache
@require_http_methods(FORM)
def door(request: Request, key: str) -> HttpResponse:
    """The list at the door: tick whoever is there."""
    event = organised(request, key)
    today = timezone.localdate()
    if request.method == "POST":
        present = {int(pk) for pk in request.POST.getlist("present") if pk.isdecimal()}
        back = url("events:door", key=event.key)
        if "close" in request.POST:
            closing = partial(presence_commands.close_list, event, by=request.reader, on=today)
            return pressed(request, closing, _("The list is closed: who is not ticked did not come."), back)
        do = partial(presence_commands.mark_list, event, present, by=request.reader, on=today)
        return pressed(request, do, _("The list is kept."), back)
    rows = list(seated(event))
    context = {"event": event, "rows": rows, "present": sum(one.came == "present" for one in rows)}
    return render(request, "events/door.html", context)


@never_cache
@require_http_methods(FORM)
def scan(request: Request, token: str) -> HttpResponse:
    """What a phone at the door opens: the name behind the code, and one button."""
    if request.reader.is_public:
        return redirect_to_login(request.get_full_path())
    today = timezone.localdate()
    try:
        row = door_behind(token, today)
    except LinkNotGood as spoilt:
        return render(request, "events/link_closed.html", {"why": str(spoilt)}, status=410)
    if not can_organise(request.reader, row.event):
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            row = presence_commands.mark_present(row, by=request.reader, on=today)
        except Refused as refused:
            refusal = str(refused)
    here = seated(row.event).filter(came="present").count()
    told = ngettext("%(num)s person is in.", "%(num)s people are in.", here) % {"num": here}
    context = {"event": row.event, "registration": row, "refusal": refusal, "told": told}
    return render(request, "events/scan.html", context, status=422 if refusal else 200)


def _registration(event: Event, key: str) -> Registration:
    rows = event.registrations.select_related("event__city", "person", "attendance")
    return get_object_or_404(rows, key=key)


def _list_of(event: Event) -> str:
    return url("events:registrations", key=event.key)
