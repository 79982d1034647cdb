"""What plans put on the pages of lower rooms: of an agreement, an edition, a body."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement, AgreementKind
from koinon.cooperation.plans.models import Plan, PlanSide
from koinon.cooperation.plans.permissions import can_begin_plan
from koinon.cooperation.plans.queries import plans_beside
from koinon.cooperation.programmes.models import Edition
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.network.people.prepared import prepared
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.beside import Part, drawn


def on_agreement(request: Request, agreement: Agreement) -> Iterator[Part]:
    """The plans under an agreement; beside a pairing without one, where it begins."""
    there = _under(agreement=agreement.pk)
    plans = plans_beside(request.reader, request.on, agreement=agreement) if there else []
    begin = ""
    if not plans and agreement.kind == AgreementKind.PAIRING and can_begin_plan(request.reader):
        begin = _begin(request, "agreement", agreement.key)
    yield from _drawn(request, plans, begin)


def on_edition(request: Request, edition: Edition) -> Iterator[Part]:
    """The plans of an edition."""
    plans = plans_beside(request.reader, request.on, edition=edition)
    begin = ""
    if not plans and can_begin_plan(request.reader):
        begin = _begin(request, "edition", edition.key)
    yield from _drawn(request, plans, begin)


def on_body(request: Request, body: Body) -> Iterator[Part]:
    """The plans a body is a side of."""
    if _with_side(body=body.pk):
        yield from _drawn(request, plans_beside(request.reader, request.on, sides__body=body), "")


# Most agreements and bodies have no plan: that is asked first, by a statement put together once.


@prepared
def _under(*, agreement: int) -> QuerySet[Plan, tuple[int]]:
    return Plan.objects.filter(agreement=agreement).values_list("pk")[:1]


@prepared
def _with_side(*, body: int) -> QuerySet[PlanSide, tuple[int]]:
    return PlanSide.objects.filter(body=body).values_list("pk")[:1]


def _drawn(request: Request, plans: list[Plan], begin: str) -> Iterator[Part]:
    if plans or begin:
        shown = [(one, one.state(request.on)) for one in plans]
        yield drawn(
            request, "plans/beside.html", {"shown": shown, "begin": begin, "heading": _("Plans")}, "aside", 30
        )


def _begin(request: Request, belongs_to: str, key: str) -> str:
    """Where a plan under this record begins."""
    address = link_from(request, "plans:plan-new")
    return f"{address}{'&' if '?' in address else '?'}{belongs_to}={key}"
