"""The pages of labs and communities: the lists, one lab, one community."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.cooperation.labs import pictures, queries
from koinon.cooperation.labs.forms import CommunityFilter, LabFilter
from koinon.cooperation.labs.models import Community, Lab
from koinon.cooperation.labs.permissions import can_run
from koinon.cooperation.practices.offering import Wanted, offered
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request
from koinon.network.people.permissions import can_record
from koinon.platform.ui.downloads import download

ROWS = 50


@require_safe
def labs(request: Request) -> HttpResponseBase:
    """All labs, by name."""
    asked = LabFilter(request.GET, request=request, auto_id="filter_%s")
    told = asked.cleaned_data if asked.is_valid() else {}
    rows = queries.lab_list(request.reader, request.on, queries.Sought(**told))
    header = [_("Lab"), _("Host"), _("Continent"), _("Start"), _("End"), _("Partners"), _("Agreement")]
    if file := download(request, "labs", header, lambda: (_lab_cells(one) for one in rows)):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "world": pictures.labs_world(page.object_list),
        "filters": asked,
        "filtered": any(told.values()),
        "may_record": can_record(request.reader),
    }
    return render(request, "labs/labs.html", context)


def _lab_cells(one: Lab) -> list[object]:
    return [
        str(one), str(one.host or ""), str(one.get_continent_display()), one.starts, one.ends,
        one.partner_count, str(one.agreement or ""),  # type: ignore[attr-defined]
    ]  # fmt: skip


@require_safe
def lab(request: Request, key: str) -> HttpResponse:
    """One lab: its host, what it stands under, who belongs to it, and practices that may help."""
    shown = visible_lab(request, key)
    page = queries.lab_page(shown, request.reader)
    wanted = Wanted.of(shown.theme_list, page.sdg, filter(None, (shown.body_id, shown.host_id)))
    centre = shown.body if shown.body.city else shown.host
    there = [one.body for one in page.partners if one.holds(request.on).value != "no"]
    context = {
        "lab": shown,
        "page": page,
        "drawing": pictures.timeline(shown, page.partners, page.events, request.on, timezone.localdate()),
        "world": pictures.world(_("%(name)s on the map") % {"name": shown}, centre, there),
        "seat": centre,
        "offers": offered(wanted, request.reader, on=request.on),
        "runs": can_run(request.reader, shown),
        "may_record": can_record(request.reader),
        "sources": marks([shown, *page.partners], request.reader),
        "findings": findings_about([shown], request.reader),
    }
    return render(request, "labs/lab.html", context)


@require_safe
def communities(request: Request) -> HttpResponseBase:
    """All communities, by name."""
    asked = CommunityFilter(request.GET, request=request, auto_id="filter_%s")
    told = asked.cleaned_data if asked.is_valid() else {}
    rows = queries.community_list(request.reader, request.on, queries.Sought(**told))
    header = [_("Community"), _("Start"), _("End"), _("Members"), _("Programme")]
    if file := download(request, "communities", header, lambda: (_community_cells(one) for one in rows)):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": asked,
        "filtered": any(told.values()),
        "may_record": can_record(request.reader),
    }
    return render(request, "labs/communities.html", context)


def _community_cells(one: Community) -> list[object]:
    return [str(one), one.starts, one.ends, one.member_count, str(one.programme or "")]  # type: ignore[attr-defined]


@require_safe
def community(request: Request, key: str) -> HttpResponse:
    """One community: who belongs to it, which practices it shares, what it met for."""
    shown = visible_community(request, key)
    page = queries.community_page(shown, request.reader, request.on)
    there = [one.body for one in page.members if one.holds(request.on).value != "no"]
    known = [one.practice.body_id for one in page.practices]
    context = {
        "community": shown,
        "page": page,
        "drawing": pictures.timeline(shown, page.members, page.events, request.on, timezone.localdate()),
        "world": pictures.world(_("%(name)s on the map") % {"name": shown}, shown.body, there),
        "offers": offered(Wanted.of(shown.theme_list, (), known), request.reader, on=request.on),
        "runs": can_run(request.reader, shown),
        "may_record": can_record(request.reader),
        "sources": marks([shown, *page.members], request.reader),
        "findings": findings_about([shown], request.reader),
    }
    return render(request, "labs/community.html", context)


def visible_lab(request: Request, key: str) -> Lab:
    """The lab, for whoever may see it."""
    return get_object_or_404(queries.lab_rows(request.reader), key=key)


def visible_community(request: Request, key: str) -> Community:
    """The community, for whoever may see it."""
    return get_object_or_404(queries.community_rows(request.reader), key=key)
