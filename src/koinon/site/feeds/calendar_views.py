"""The doors to calendars: everything, a city, a body, a programme, a person's own by its secret address."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time
from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from koinon.cooperation.programmes.models import Programme
from koinon.network.members.portfolio_queries import bodies_in, portfolios_of, with_parts
from koinon.network.members.queries import reader_for
from koinon.network.people.doors import Request, not_found_unless
from koinon.network.people.models import Body, Function, Post
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader
from koinon.network.places.models import City
from koinon.site.feeds.entries import Scope, entries_of
from koinon.site.feeds.ics import calendar
from koinon.site.feeds.secret_address import owner_of, secret_address


@require_safe
@cache_control(private=True, no_store=True)
def subscribe(request: Request) -> HttpResponse:
    """How to have the calendar in one's own program: the public address and, signed in, the secret one."""
    user = request.reader.user
    secret = request.build_absolute_uri(secret_address(user)) if user else ""
    public = request.build_absolute_uri(reverse("feeds:calendar"))
    return render(request, "feeds/subscribe.html", {"public": public, "secret": secret})


@require_safe
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def everything(request: Request) -> HttpResponse:
    """All events and deadlines the reader may see; for the public, the public ones."""
    return _sent(request, Scope(), request.reader, _("Calendar"), "calendar")


@require_safe
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def city(request: Request, key: str) -> HttpResponse:
    """What takes place in a city or concerns the bodies that act for it."""
    place = get_object_or_404(City, key=key)
    bodies = Body.objects.visible_to(request.reader).filter(city=place).values_list("pk", flat=True)
    scope = Scope(bodies=frozenset(bodies), city_id=place.pk)
    return _sent(request, scope, request.reader, str(place), key)


@require_safe
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def body(request: Request, key: str) -> HttpResponse:
    """What concerns a body: events, meetings, ends of agreements, what it owes or is owed."""
    one = get_object_or_404(Body.objects.visible_to(request.reader), key=key)
    return _sent(request, Scope(bodies=frozenset({one.pk})), request.reader, str(one), key)


@require_safe
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def programme(request: Request, key: str) -> HttpResponse:
    """The events of a programme."""
    one = get_object_or_404(Programme.objects.visible_to(request.reader), key=key)
    return _sent(request, Scope(programme=one), request.reader, str(one), key)


@require_safe
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def portfolio(request: Request, key: str) -> HttpResponse:
    """What concerns the bodies in a portfolio, for the secretariat."""
    not_found_unless(can_record(request.reader))
    one = get_object_or_404(Post, key=key, function=Function.PORTFOLIO_MANAGER)
    return _sent(request, _portfolio([one], request.reader), request.reader, str(one), key)


@require_safe
@cache_control(private=True, no_cache=True)
def mine(request: Request, secret: str) -> HttpResponse:
    """The owner's own calendar: the portfolio, the bodies acted for, or everything for the secretariat."""
    user = owner_of(secret)
    if user is None:
        raise Http404
    reader = reader_for(user, timezone.localdate())
    with override(user.language or "en"):
        return _sent(request, _own(reader), reader, _("My calendar"), "mine")


def _own(reader: Reader) -> Scope:
    """What is in the reader's portfolios; for the rest of the secretariat everything; else the bodies acted for."""
    if not reader.is_secretariat:
        return Scope(bodies=reader.bodies)
    posts = portfolios_of(reader, timezone.localdate())
    return _portfolio(posts, reader) if posts else Scope()


def _portfolio(posts: list[Post], reader: Reader) -> Scope:
    bodies = with_parts(bodies_in(posts, timezone.localdate(), reader), reader)
    return Scope(bodies=frozenset(body.pk for body in bodies))


def _sent(request: Request, scope: Scope, reader: Reader, name: str, filename: str) -> HttpResponse:
    """The feed, or 304 when the caller has the same; stamped with the day, so that it does not change by itself."""
    today = timezone.localdate()
    stamp = datetime.combine(today, time(), UTC)
    told = calendar(name, entries_of(scope, reader, today, request.build_absolute_uri), stamped_at=stamp)
    etag = f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Content-Disposition": f'inline; filename="{filename}.ics"'}
    answer = HttpResponse(told, content_type="text/calendar; charset=utf-8", headers=headers)
    return cast(HttpResponse, get_conditional_response(request, etag=etag, response=answer))
