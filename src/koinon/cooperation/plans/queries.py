"""What the pages of plans show: the list, the plan room, a measure, the library of what worked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.plans.measures import (
    Consent,
    Measure,
    MeasureAlignment,
    MeasureOwner,
    Milestone,
    Says,
)
from koinon.cooperation.plans.plans import Plan, PlanSide, PlanState, standing
from koinon.cooperation.plans.progress import Progress, progress_of
from koinon.cooperation.plans.readiness import Lack, lacks_of, outside
from koinon.cooperation.plans.updates import MeasureUpdate, UpdateState
from koinon.cooperation.programmes.models import Edition, Vocabulary
from koinon.network.evidence.models import Document
from koinon.network.people.audience import Audience
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader

MOST_BESIDE = 40
BELONGS = ("edition__programme", "agreement__programme")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with all that belongs to it, as far as the reader may know, on a day."""

    measure: Measure
    owners: tuple[MeasureOwner, ...]
    milestones: tuple[Milestone, ...]
    sdg: tuple[str, ...]
    nua: tuple[str, ...]
    consents: tuple[Consent, ...]
    lacks: tuple[Lack, ...]
    progress: Progress
    is_outside: bool

    @property
    def is_ready(self) -> bool:
        return not self.lacks

    def said_by(self, side: PlanSide) -> Consent | None:
        """What a side says of the measure as it stands."""
        now = self.measure.revision
        return next((one for one in self.consents if one.side_id == side.pk and one.revision == now), None)


def plan_list(reader: Reader, on: date, kind: str = "", state: str = "", words: str = "") -> QuerySet[Plan]:
    """The plans a reader may see, the latest first, with how many measures each has and how many are agreed."""
    rows = Plan.objects.visible_to(reader)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(standing(state, on)) if state else rows
    for word in words.split():
        side = PlanSide.objects.visible_to(reader).filter(plan=OuterRef("pk"), body__name__icontains=word)
        rows = rows.filter(Q(title__icontains=word) | Q(other_title__icontains=word) | Exists(side))
    agreed = Q(measures__agreed_on__lte=on)
    return (
        rows.annotate(
            measure_count=Count("measures", distinct=True),
            agreed_count=Count("measures", filter=agreed, distinct=True),
        )
        .order_by("-starts_earliest", "title", "id")
        .prefetch_related(shown_sides(reader))
    )


def shown_sides(reader: Reader) -> Prefetch[str, QuerySet[PlanSide], str]:
    """The sides with their bodies, and who reports, where the reader may see them: two statements."""
    contacts = Prefetch("contact", Person.objects.visible_to(reader))
    return Prefetch(
        "sides",
        PlanSide.objects.visible_to(reader).select_related("body__city").prefetch_related(contacts),
    )


def plan_rows(reader: Reader) -> QuerySet[Plan]:
    """Plans with what permissions and pages ask of each."""
    rows = Plan.objects.visible_to(reader).select_related(*BELONGS, "decision")
    return rows.prefetch_related(shown_sides(reader))


def measures_of(plans: Iterable[Plan], reader: Reader, on: date) -> dict[int, list[MeasureRow]]:
    """The measures of these plans by plan, in their order: six statements."""
    by_plan = {plan.pk: plan for plan in plans}
    rows = with_parts(Measure.objects.visible_to(reader).filter(plan__in=by_plan), reader)
    found: dict[int, list[MeasureRow]] = {pk: [] for pk in by_plan}
    for measure in rows.order_by("number", "id"):
        found[measure.plan_id].append(row_of(measure, by_plan[measure.plan_id], on))
    return found


def with_parts(rows: QuerySet[Measure], reader: Reader) -> QuerySet[Measure]:
    """Each with owners, milestones, alignments, answers and updates, as far as the reader may see them."""
    owners = MeasureOwner.objects.visible_to(reader).select_related(
        "body", "side", "role__person", "role__post"
    )
    updates = MeasureUpdate.objects.visible_to(reader).select_related("side__body")
    return rows.prefetch_related(
        Prefetch("owners", owners.order_by("side__order", "id")),
        Prefetch("milestones", Milestone.objects.order_by("day_latest", "id")),
        Prefetch("alignments", MeasureAlignment.objects.order_by("vocabulary", "code")),
        Prefetch("consents", Consent.objects.visible_to(reader).select_related("side__body")),
        Prefetch("updates", updates.order_by("quarter", "id")),
    )


def row_of(measure: Measure, plan: Plan, on: date) -> MeasureRow:
    """A measure that came ``with_parts``, told as of the day."""
    milestones = tuple(measure.milestones.all())
    codes = sorted(((one.vocabulary, one.code) for one in measure.alignments.all()), key=_by_number)
    over = measure.is_closed(on) or plan.state(on) == PlanState.CLOSED
    return MeasureRow(
        measure=measure,
        owners=tuple(measure.owners.all()),
        milestones=milestones,
        sdg=tuple(code for vocabulary, code in codes if vocabulary == Vocabulary.SDG),
        nua=tuple(code for vocabulary, code in codes if vocabulary == Vocabulary.NUA),
        consents=tuple(measure.consents.all()),
        lacks=lacks_of(measure, plan),
        progress=progress_of(measure, measure.updates.all(), milestones, on, over=over),
        is_outside=outside(measure, plan),
    )


def _by_number(code: tuple[str, str]) -> list[tuple[int, str]]:
    """11.6 before 11.a, and paragraph 74 before 122."""
    return [(int(part), "") if part.isdecimal() else (10_000, part) for part in code[1].split(".")]


def measure_rows(reader: Reader) -> QuerySet[Measure]:
    """Measures with their plan as permissions ask of it, and with all parts."""
    rows = Measure.objects.visible_to(reader).select_related(
        "plan__edition__programme", "plan__agreement__programme", "plan__decision"
    )
    return with_parts(rows, reader).prefetch_related(_sides_of_plan(reader))


def _sides_of_plan(reader: Reader) -> Prefetch[str, QuerySet[PlanSide], str]:
    contacts = Prefetch("contact", Person.objects.visible_to(reader))
    sides = PlanSide.objects.visible_to(reader).select_related("body__city").prefetch_related(contacts)
    return Prefetch("plan__sides", sides)


def updates_of(measure: Measure, reader: Reader, on: date) -> list[MeasureUpdate]:
    """The updates on a measure asked for by the day, the latest first, with evidence the reader may see: two statements."""
    rows = MeasureUpdate.objects.visible_to(reader).filter(measure=measure).exclude(asked_on__gt=on)
    return list(with_evidence(rows, reader).order_by("-quarter", "side__order", "id"))


def with_evidence(rows: QuerySet[MeasureUpdate], reader: Reader) -> QuerySet[MeasureUpdate]:
    """Each with its side, milestone, and its document where the reader may see that."""
    documents = Prefetch("document", Document.objects.visible_to(reader))
    return rows.select_related("side__body", "milestone").prefetch_related(documents)


def last_reading(measure: Measure) -> MeasureUpdate | None:
    """The last accepted update that read the indicator, from whichever side."""
    rows = MeasureUpdate.objects.filter(measure=measure, state=UpdateState.ACCEPTED, reading__isnull=False)
    return rows.order_by("-sent_on", "-id").first()


def waiting_updates(reader: Reader) -> QuerySet[MeasureUpdate]:
    """Sent, and to be accepted or returned, the oldest first."""
    rows = MeasureUpdate.objects.visible_to(reader).filter(state=UpdateState.SENT)
    return rows.select_related("measure__plan", "side__body").order_by("sent_on", "id")


def open_measures(side: PlanSide) -> list[Measure]:
    """The measures of the side's plan to which it has not agreed as they stand, with what the linter asks."""
    agreed = Consent.objects.filter(
        measure=OuterRef("pk"), side=side, revision=OuterRef("revision"), says=Says.AGREES
    )
    rows = Measure.objects.filter(~Exists(agreed), plan=side.plan_id, closed_on=None)
    return list(
        rows.select_related("plan")
        .prefetch_related("plan__sides__body", "owners__body", "milestones", "alignments")
        .order_by("number", "id")
    )


def reportable(on: date) -> QuerySet[Measure]:
    """Agreed measures that are not closed, of plans that run on the day."""
    running = Plan.objects.in_state(PlanState.RUNNING, on)
    return Measure.objects.filter(agreed_on__lte=on, plan__in=running.values("pk")).exclude(closed_on__lte=on)


def serving(sdg: str) -> Exists:
    """The condition that a measure serves a target, or any target of a goal."""
    served = MeasureAlignment.objects.filter(measure=OuterRef("pk"), vocabulary=Vocabulary.SDG)
    return Exists(served.filter(Q(code=sdg) | Q(code__startswith=f"{sdg}.")))


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in the library."""

    words: str = ""
    sdg: str = ""
    city: str = ""


def library(reader: Reader, on: date, sought: Sought) -> QuerySet[Measure]:
    """Measures of public plans, agreed, of which an accepted update reached the target by the day."""
    reached = MeasureUpdate.objects.filter(
        Q(reading__gte=OuterRef("target"), measure__target__gt=F("measure__baseline"))
        | Q(reading__lte=OuterRef("target"), measure__target__lt=F("measure__baseline")),
        measure=OuterRef("pk"),
        state=UpdateState.ACCEPTED,
        judged_on__lte=on,
    )
    rows = Measure.objects.visible_to(reader).filter(
        Exists(reached), plan__audience=Audience.PUBLIC, agreed_on__lte=on
    )
    for word in sought.words.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(other_title__icontains=word)
            | Q(theme__icontains=word)
            | Q(indicator__icontains=word)
        )
    if sought.sdg:
        rows = rows.filter(serving(sought.sdg))
    if sought.city:
        sides = PlanSide.objects.visible_to(reader).filter(plan=OuterRef("plan_id"))
        named = Q(body__city__name__icontains=sought.city) | Q(body__name__icontains=sought.city)
        rows = rows.filter(Exists(sides.filter(named)))
    rows = rows.select_related("plan").order_by("theme", "title", "id")
    return with_parts(rows, reader).prefetch_related(_sides_of_plan(reader))


def writable_plans(reader: Reader, on: date) -> list[Plan]:
    """The plans a measure may be copied into: those the reader may write in that are not closed. Three statements."""
    from koinon.cooperation.plans.permissions import can_write_measures

    if reader.is_public:
        return []
    over = Plan.objects.in_state(PlanState.CLOSED, on)
    rows = plan_rows(reader).exclude(pk__in=over.values("pk")).order_by("title", "id")
    if not reader.is_secretariat:
        runs = Q(edition__programme__run_by__in=reader.bodies) | Q(
            agreement__programme__run_by__in=reader.bodies
        )
        mine = Plan.objects.filter(Q(sides__body__in=reader.bodies) | runs)
        rows = rows.filter(pk__in=mine.values("pk"))
    return [plan for plan in rows[:200] if can_write_measures(reader, plan)]


def plans_beside(reader: Reader, on: date, **belonging: Body | Edition | Agreement) -> list[Plan]:
    """The plans of a body (``sides__body``), an edition or an agreement, for the page of that: one statement."""
    rows = plan_list(reader, on).prefetch_related(None)
    asked = Plan.objects.filter(**belonging).values("pk")
    return list(rows.filter(pk__in=asked)[:MOST_BESIDE])
