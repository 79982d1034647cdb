"""What grants put on the pages of lower rooms: the money of an agreement, of a body, and behind a decision."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Act, Agreement
from koinon.cooperation.grants.models import Grant
from koinon.cooperation.grants.permissions import can_record_money
from koinon.cooperation.grants.queries import listed, with_parts
from koinon.cooperation.grants.wording import amount_words, sum_words
from koinon.network.governance.models import Decision
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.network.people.prepared import prepared
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.beside import Action, Part, drawn

MOST = 6


def on_agreement(request: Request, agreement: Agreement) -> Iterator[Part | Action]:
    """What is granted under the agreement, and the way to its money line: four statements, one where nothing is."""
    found = _granted(request, Q(agreement=agreement)) if _under(agreement=agreement.pk) else []
    if found or can_record_money(request.reader):
        yield _part(request, found, "agreement", agreement, _("Money"), place="main")


def on_body(request: Request, body: Body) -> Iterator[Part | Action]:
    """What the body grants and receives: four statements, one where there is nothing."""
    if not _of(body=body.pk):
        return
    funds = Grant.objects.funded_by([body.pk])
    if found := _granted(request, funds | Q(recipient=body)):
        yield _part(request, found, "funder", body, _("Grants"))


def on_decision(request: Request, decision: Decision) -> Iterator[Part | Action]:
    """The end of the chain: what was granted under an agreement that the decision approved.

    What it granted itself stands in the chain, which ``on_board`` tells.
    """
    if _by(decision=decision.pk) and (found := _granted(request, _rests_on(decision.pk))):
        yield _part(request, found, "", None, _("Money"), place="main")


def _rests_on(decision: int) -> Q:
    approved = Act.objects.filter(decision=decision).values("agreement")
    return Q(agreement__in=approved) & ~Q(decision=decision)


# Most agreements, bodies and decisions have no grant: that is asked first, by a statement put together once.


@prepared
def _under(*, agreement: int) -> QuerySet[Grant, tuple[int]]:
    return Grant.objects.filter(agreement=agreement).order_by().values_list("pk")[:1]


@prepared
def _of(*, body: int) -> QuerySet[Grant, tuple[int]]:
    rows = Grant.objects.filter(Grant.objects.funded_by([body]) | Q(recipient=body))
    return rows.order_by().values_list("pk")[:1]


@prepared
def _by(*, decision: int) -> QuerySet[Grant, tuple[int]]:
    return Grant.objects.filter(_rests_on(decision)).order_by().values_list("pk")[:1]


def _granted(request: Request, which: Q) -> list[Grant]:
    rows = Grant.objects.visible_to(request.reader).by(request.on).filter(which)
    rows = rows.select_related("funder", "recipient").order_by("-day_latest", "-id")
    return list(with_parts(rows[: MOST + 1], request.on))


def _part(
    request: Request,
    found: list[Grant],
    kind: str,
    subject: Agreement | Body | None,
    heading: str,
    place: str = "aside",
) -> Part:
    context = {
        "rows": [listed(one, request.on) for one in found[:MOST]],
        "more": len(found) > MOST,
        "heading": heading,
        "line_href": link_from(request, "grants:line", kind=kind, key=subject.key) if subject else "",
        "new_href": f"{reverse('grants:grant-new')}?{kind}={subject.key}" if subject else "",
        "may_record": can_record_money(request.reader),
        "amount_words": amount_words,
        "sum_words": sum_words,
    }
    return drawn(
        request, "grants/beside.html", context, place="main" if place == "main" else "aside", order=70
    )
