"""The doors through which people and bodies leave for somebody's address book."""

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from koinon.network.people.doors import Request
from koinon.network.people.models import Body, Person
from koinon.site.feeds.cards import body_card, person_card


@require_safe
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def person_vcf(request: Request, key: str) -> HttpResponse:
    """The card of a person, as of the day of the page; a merged person leads to the one who stayed."""
    rows = Person.objects.visible_to(request.reader).select_related("merged_into")
    person = get_object_or_404(rows, key=key)
    if person.merged_into:
        return redirect("feeds:person-vcf", key=person.merged_into.key)
    address = request.build_absolute_uri(person.get_absolute_url())
    today = timezone.localdate()
    return _sent(person_card(person, address, on=request.on, today=today, reader=request.reader), key)


@require_safe
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def body_vcf(request: Request, key: str) -> HttpResponse:
    """The card of a body."""
    rows = Body.objects.visible_to(request.reader).select_related("merged_into", "city__country")
    rows = rows.prefetch_related(Prefetch("parent", Body.objects.visible_to(request.reader)))
    body = get_object_or_404(rows, key=key)
    if body.merged_into:
        return redirect("feeds:body-vcf", key=body.merged_into.key)
    address = request.build_absolute_uri(body.get_absolute_url())
    return _sent(body_card(body, address, today=timezone.localdate(), reader=request.reader), key)


def _sent(card: str, key: str) -> HttpResponse:
    disposition = f'attachment; filename="{key}.vcf"'
    return HttpResponse(
        card, content_type="text/vcard; charset=utf-8", headers={"Content-Disposition": disposition}
    )
