"""What learning puts on the pages of lower rooms: agreement, event, body, and the own page of a registration."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement, AgreementKind
from koinon.cooperation.learning.attendance import present_by_event
from koinon.cooperation.learning.curricula import Curriculum
from koinon.cooperation.learning.hubs import Hub, HubPartner
from koinon.cooperation.learning.own_queries import own_of
from koinon.cooperation.learning.permissions import can_hold, can_run_hubs
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.events.links import own_token
from koinon.network.events.models import Event, EventKind, Registration
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.ui.addresses import link_from, url
from koinon.platform.ui.beside import Action, Part, drawn


def on_agreement(request: Request, agreement: Agreement) -> Iterator[Part | Action]:
    """The hubs under it: one statement."""
    hubs = _under(request.reader, agreement=agreement.pk)
    if hubs:
        yield drawn(request, "learning/beside_hubs.html", {"hubs": hubs}, order=40)
    elif agreement.kind == AgreementKind.HUB and can_run_hubs(request.reader):
        address = link_from(request, "learning:hub-new")
        yield Action(
            _("Record its hub"), f"{address}{'&' if '?' in address else '?'}agreement={agreement.key}"
        )


def on_body(request: Request, body: Body) -> Iterator[Part]:
    """The hubs it is, hosts or works in: one statement."""
    if hubs := _of(request.reader, body=body.pk):
        yield drawn(request, "learning/beside_hubs.html", {"hubs": hubs}, order=45)


# Most agreements and bodies have no hub: the statements that ask are put together once.


@prepared
def _under(reader: Reader, /, *, agreement: int) -> QuerySet[Hub]:
    return Hub.objects.visible_to(reader).filter(agreement=agreement).select_related("host")


@prepared
def _of(reader: Reader, /, *, body: int) -> QuerySet[Hub]:
    partners = HubPartner.objects.filter(body=body).values("hub")
    mine = Q(body=body) | Q(host=body) | Q(pk__in=partners)
    return Hub.objects.visible_to(reader).filter(mine).select_related("host")


def on_event(request: Request, event: Event) -> Iterator[Part | Action]:
    """The hub and the curriculum of a seminar, and the way to running it: one statement, three where it is one."""
    rows = Seminar.objects.visible_to(request.reader).filter(event=event).select_related("hub__host")
    shown = Prefetch("curriculum", Curriculum.objects.visible_to(request.reader))
    seminar = rows.prefetch_related(shown).first() if event.kind != EventKind.VISIT else None
    if seminar is None:
        return
    seminar.event = event
    holds = can_hold(request.reader, seminar)
    present = present_by_event([event.pk]).get(event.pk, 0)
    context = {"seminar": seminar, "present": present, "holds": holds}
    yield drawn(request, "learning/beside_event.html", context, order=20)


def on_registration(request: Request, registration: Registration) -> Iterator[Part]:
    """What the seminar has for whoever registered; nothing where the event is none."""
    own = own_of(registration, timezone.localdate(), request.reader)
    if own.seminar is not None and registration.is_going_on:
        token = own_token(registration)
        context = {"own": own, "token": token, "href": url("learning:own", token=token)}
        yield drawn(request, "learning/beside_registration.html", context, place="main", order=30)
