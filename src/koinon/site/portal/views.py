"""The doors of the portal: home, map, rolls, and the pages of a city, a body and a person."""

from __future__ import annotations

from functools import partial

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from koinon.network.people.doors import Request, begun
from koinon.network.people.inviting import can_invite
from koinon.network.people.models import Body, Person
from koinon.network.people.paging import Pages, in_order
from koinon.network.people.permissions import can_record
from koinon.network.places.models import City
from koinon.platform.ui.downloads import download
from koinon.site.portal import lists, pictures, taking_along, world_page
from koinon.site.portal.beginning import first_steps, needs_an_account
from koinon.site.portal.body_page import body_page
from koinon.site.portal.city_page import city_page
from koinon.site.portal.home_page import home_page
from koinon.site.portal.own_doors import own_doors
from koinon.site.portal.person_page import person_page
from koinon.site.portal.promises import promises_of


@require_safe
def home(request: Request) -> HttpResponse:
    page = home_page(request.on, request.reader, timezone.now() if request.is_today else None)
    is_young = request.is_today and page.register.is_young
    context = {
        "page": page,
        "steps": first_steps(page.register.network, request.reader) if is_young else (),
        "doors": own_doors(request.reader),
        "needs_an_account": is_young and request.reader.is_public and needs_an_account(),
        "drawing": world_page.picture(request.on, request.reader) if page.register.member_count else None,
        "may_record": can_record(request.reader),
    }
    return render(request, "portal/home.html", context)


@require_safe
def city(request: Request, key: str) -> HttpResponse:
    shown = get_object_or_404(City.objects.visible_to(request.reader).with_country(), key=key)
    page = city_page(shown, request.on, request.reader)
    context = {
        "page": page,
        "drawing": pictures.timeline(str(shown), page.portrait, request.on, timezone.localdate()),
        "promises": promises_of(page.portrait, request.on, request.reader),
        "may_record": can_record(request.reader),
    }
    return render(request, "portal/city.html", context)


@require_safe
def body(request: Request, key: str) -> HttpResponse:
    today = timezone.localdate()
    rows = Body.objects.visible_to(request.reader).select_related("city", "country", "merged_into")
    shown = get_object_or_404(lists.with_parent(rows, request.reader), key=key)
    if shown.merged_into:
        return redirect(shown.merged_into.get_absolute_url(), permanent=False)
    page = body_page(shown, request.on, today, request.reader)
    context = {
        "page": page,
        "drawing": pictures.timeline(str(shown), page.portrait, request.on, today),
        "promises": promises_of(page.portrait, request.on, request.reader),
        "may_record": can_record(request.reader),
    }
    return render(request, "portal/body.html", context)


@require_safe
def person(request: Request, key: str) -> HttpResponse:
    shown = get_object_or_404(
        Person.objects.visible_to(request.reader).select_related("merged_into", "account"), key=key
    )
    if shown.merged_into:
        return redirect(shown.merged_into.get_absolute_url(), permanent=False)
    today = timezone.localdate()
    page = person_page(shown, request.on, today, request.reader)
    context = {
        "page": page,
        "drawing": pictures.career(shown.display(), page.roles, request.on, today),
        "may_record": can_record(request.reader),
        "may_invite": can_invite(request.reader, shown),
    }
    return render(request, "portal/person.html", context)


@require_safe
def cities(request: Request) -> HttpResponseBase:
    asked = lists.CityFilter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    sort = request.GET.get("sort", "")
    rows = lists.cities(request.reader, wanted.get("q", ""), wanted.get("country", ""))
    rows = in_order(rows, sort, {"city": "name", "country": "country__name"})
    if file := download(request, "cities", taking_along.CITY, lambda: taking_along.cities(rows)):
        return file
    context = {"page": _page(request, rows), "filters": asked, "sort": sort}
    return render(request, "portal/cities.html", context | {"may_record": can_record(request.reader)})


@require_safe
def bodies(request: Request) -> HttpResponseBase:
    asked = lists.BodyFilter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    sort = request.GET.get("sort", "")
    rows = begun(lists.bodies(request.reader, wanted.get("q", ""), wanted.get("kind", "")), request)
    rows = in_order(rows, sort, {"body": "name", "kind": "kind", "city": "city__name"})
    if file := download(request, "bodies", taking_along.BODY, lambda: taking_along.bodies(rows)):
        return file
    context = {"page": _page(request, rows), "filters": asked, "sort": sort}
    return render(request, "portal/bodies.html", context | {"may_record": can_record(request.reader)})


@require_safe
def people(request: Request) -> HttpResponseBase:
    asked = lists.WordsFilter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    rows = lists.people(request.reader, wanted.get("q", ""))
    lines = partial(taking_along.people, rows, request.on, request.reader)
    if file := download(request, "people", taking_along.PERSON, lines):
        return file
    page = _page(request, rows)
    lists.lay_offices(page.object_list, request.on, request.reader)
    context = {"page": page, "filters": asked, "may_record": can_record(request.reader)}
    return render(request, "portal/people.html", context)


@require_safe
def world(request: Request) -> HttpResponse:
    on, reader = request.on, request.reader
    context = {
        "drawing": world_page.picture(on, reader),
        "table": world_page.table(on, reader, request.GET.get("page")),
        "members": world_page.roll(on, reader),
    }
    return render(request, "portal/map.html", context)


def _page(request: Request, rows: QuerySet) -> Page:  # type: ignore[type-arg]
    return Pages(rows, request).get_page(request.GET.get("page"))
