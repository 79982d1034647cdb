"""What governance tells: the meetings, one meeting's agenda with its decisions, and all decisions."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from koinon.network.evidence.marks import Sources
from koinon.network.evidence.models import Finding
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.governance.clock import Clock, clock_of
from koinon.network.governance.coming import coming_meetings
from koinon.network.governance.models import (
    AgendaItem,
    BodyRule,
    Decision,
    FollowUp,
    Meeting,
    Minute,
    Outcome,
    Step,
)
from koinon.network.governance.offering import Drawn, papers_of
from koinon.network.governance.states import MeetingState, stages, state_of
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.search.narrowing import named_like

__all__ = [
    "MeetingPage",
    "Point",
    "agenda",
    "approvals_of",
    "coming_meetings",
    "decisions",
    "meeting_after",
    "meeting_page",
    "meetings",
    "minutes_of",
    "open_before",
    "rules_of",
    "steps_of",
]


def meetings(
    reader: Reader, *, words: str = "", body: str = "", year: int | None = None, on: date = date.max
) -> QuerySet[Meeting]:
    """The meetings a reader may see, latest first, with how many items each has and whether it was approved."""
    rows = Meeting.objects.visible_to(reader).select_related("body", "city")
    if words:
        rows = rows.filter(
            Q(title__icontains=words)
            | Q(body__name__icontains=words)
            | Q(city__name__icontains=words)
            | named_like(Meeting, words)
        )
    if body:
        rows = rows.filter(body__key=body)
    if year:
        rows = rows.filter(held_earliest__year__lte=year, held_latest__year__gte=year)
    rows = rows.with_approval(on).annotate(item_count=Count("items", distinct=True))
    return rows.order_by("-held_edtf", "title", "id")


@dataclass(frozen=True, slots=True)
class Point:
    """An item of the agenda with the papers it draws on and what was decided under it."""

    item: AgendaItem
    decisions: list[Decision]
    papers: list[Drawn]


def agenda(meeting: Meeting, reader: Reader, on: date, *, told: bool = False) -> list[Point]:
    """The agenda in order with decisions and papers: five statements, one more for each kind of paper.

    With ``told`` papers have their facts and decisions their owners, for the paper that is printed.
    """
    decided: dict[int, list[Decision]] = {}
    rows = Decision.objects.visible_to(reader).filter(item__meeting=meeting)
    for decision in _with_owners(rows, reader) if told else rows:
        decided.setdefault(decision.item_id, []).append(decision)
    people, earlier = Person.objects.visible_to(reader), Meeting.objects.visible_to(reader)
    rows_of = AgendaItem.objects.filter(meeting=meeting)
    rows_of = rows_of.prefetch_related(Prefetch("rapporteur", people))
    items = list(rows_of.prefetch_related(Prefetch("approves", earlier)))
    papers = papers_of(items, reader, on, told=told)
    return [Point(item, decided.get(item.pk, []), papers.get(item.pk, [])) for item in items]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting as its page shows it, as of a day."""

    meeting: Meeting
    points: list[Point]
    state: MeetingState
    stages: list[tuple[str, str]]
    clock: Clock
    sources: Sources
    findings: list[Finding]

    @property
    def is_open(self) -> bool:
        """Whether decisions may still be taken or changed in it."""
        return self.state != MeetingState.CANCELLED

    @property
    def is_past(self) -> bool:
        """Whether it has been held."""
        return self.state in (MeetingState.HELD, MeetingState.DRAFTED, MeetingState.APPROVED)


def meeting_page(meeting: Meeting, reader: Reader, on: date) -> MeetingPage:
    """Everything on the page of a meeting asked for ``with_approval``, in a fixed number of statements."""
    points = agenda(meeting, reader, on)
    items = [point.item for point in points]
    rows: list[Record] = [meeting, *items, *(one for point in points for one in point.decisions)]
    return MeetingPage(
        meeting=meeting,
        points=points,
        state=state_of(meeting, on),
        stages=stages(meeting, on),
        clock=clock_of(meeting, BodyRule.objects.filter(body=meeting.body_id), on),
        sources=marks(rows, reader),
        findings=findings_about(rows, reader),
    )


def decisions(
    reader: Reader,
    *,
    words: str = "",
    follow_up: str = "",
    body: str = "",
    year: int | None = None,
    mine: bool = False,
    overdue_on: date | None = None,
) -> QuerySet[Decision]:
    """The decisions a reader may see, latest first, with those owners that the reader may see."""
    rows = Decision.objects.visible_to(reader)
    if words:
        rows = rows.filter(
            Q(title__icontains=words)
            | Q(reference__icontains=words)
            | Q(text__icontains=words)
            | named_like(Decision, words)
        )
    if follow_up:
        rows = rows.filter(follow_up=follow_up)
    if body:
        rows = rows.filter(item__meeting__body__key=body)
    if year:
        rows = rows.filter(
            item__meeting__held_earliest__year__lte=year, item__meeting__held_latest__year__gte=year
        )
    rows = rows.owned_by(reader) if mine else rows
    rows = rows.overdue(overdue_on) if overdue_on else rows
    told = _with_owners(rows, reader).select_related("item__meeting__body", "item__meeting__city")
    return told.order_by("-item__meeting__held_edtf", "reference")


def _with_owners(rows: QuerySet[Decision], reader: Reader) -> QuerySet[Decision]:
    return rows.prefetch_related(
        Prefetch("owner_body", Body.objects.visible_to(reader)),
        Prefetch("owner_person", Person.objects.visible_to(reader)),
    )


def steps_of(decision: Decision, reader: Reader) -> list[Step]:
    """The steps upon a decision that the reader may see: three statements."""
    rows = Step.objects.visible_to(reader).filter(decision=decision)
    people, bodies = Person.objects.visible_to(reader), Body.objects.visible_to(reader)
    return list(rows.prefetch_related(Prefetch("person", people), Prefetch("body", bodies)))


def rules_of(body: Body, reader: Reader, on: date) -> list[BodyRule]:
    """Every rule of a body, with how it holds on the day, in order of what it is about."""
    rows = BodyRule.objects.visible_to(reader).filter(body=body).with_holds(on).select_related("post")
    order = {kind: place for place, kind in enumerate(_KINDS)}
    return sorted(rows, key=lambda rule: (order.get(rule.kind, 99), -rule.starts_earliest.toordinal()))


_KINDS = [value for value, _label in BodyRule._meta.get_field("kind").flatchoices]


def minutes_of(meeting: Meeting, reader: Reader) -> list[Minute]:
    """The minutes item by item, as far as the reader may see them."""
    rows = Minute.objects.visible_to(reader).filter(item__meeting=meeting)
    return list(rows.select_related("item").order_by("item__order", "item__id"))


def approvals_of(meeting: Meeting, reader: Reader) -> list[Decision]:
    """The decisions of later meetings by which its minutes were approved, as far as the reader may see them."""
    rows = Decision.objects.visible_to(reader).filter(item__approves=meeting, outcome="adopted")
    return list(rows.filter(item__meeting__cancelled_on=None).select_related("item__meeting"))


def meeting_after(meeting: Meeting, reader: Reader) -> Meeting | None:
    """The next meeting of the same body on record: one statement."""
    rows = Meeting.objects.visible_to(reader).filter(body=meeting.body_id, cancelled_on=None)
    later = rows.filter(held_earliest__gt=meeting.held.latest).exclude(held_edtf="")
    return later.order_by("held_earliest", "id").first()


def open_before(meeting: Meeting, reader: Reader) -> list[Decision]:
    """What earlier meetings of the same body decided and is still open, the first due first."""
    earlier = Decision.objects.visible_to(reader).filter(
        item__meeting__body=meeting.body_id,
        item__meeting__held_earliest__lt=meeting.held.latest,
        follow_up=FollowUp.OPEN,
        outcome=Outcome.ADOPTED,
    )
    rows = _with_owners(earlier.exclude(item__meeting=meeting), reader)
    return list(rows.order_by("due_latest", "reference"))
