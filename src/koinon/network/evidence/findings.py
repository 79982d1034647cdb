"""What the rules of places, people and evidence notice: figures that differ, empty contacts, facts without a
source, seats taken twice, two records that may be one person."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.network.evidence.citations import Citation
from koinon.network.evidence.rules import Proposal, Unit, Value, rule
from koinon.network.evidence.sourced import expect_sources, expected
from koinon.network.people.likeness import Named, Pair, body_pairs, person_pairs
from koinon.network.people.models import Body, ContactDetail, Distinction, Person, Role
from koinon.network.places.models import Figure, HouseValue, Quantity
from koinon.platform.audit.models import Record

# Ranks and whatever has no quantity of its own measure different things under one name.
COMPARABLE = [one for one in Quantity if one not in (Quantity.RANK, Quantity.OTHER)]
STEPS = (25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 100_000)
"""From so many records of a kind without a source on, one finding speaks of them together."""
EXAMPLES = 10

expect_sources(Figure, Role)


@rule(
    "two-figures",
    title=_("Figures that differ"),
    headline=_("%(quantity)s of %(city)s: %(low)s or %(high)s %(unit)s?"),
    words=_(
        "%(quantity)s of %(city)s is given as %(low)s (%(low_meaning)s) and as %(high)s (%(high_meaning)s). "
        "Both may stand side by side; choose the one to print."
    ),
)
def find_figures_that_differ(on: date) -> Iterator[Proposal]:
    """Figures of one quantity of a city, in one unit, that may be of one day, without a house value."""
    chosen = HouseValue.objects.filter(city=OuterRef("city"), quantity=OuterRef("quantity"))
    rows = Figure.objects.filter(~Exists(chosen), quantity__in=COMPARABLE).select_related("city")
    ordered = rows.order_by("city_id", "quantity", "unit", "value", "id")
    for _place, group in groupby(ordered, attrgetter("city_id", "quantity", "unit")):
        several = list(group)
        if figures := [one for one in several if any(contradict(one, other) for other in several)]:
            yield differing(figures)


def contradict(one: Figure, other: Figure) -> bool:
    """Whether two figures differ though they may be of one day; what has no date may be of any."""
    together = one.as_of.earliest <= other.as_of.latest and other.as_of.earliest <= one.as_of.latest
    return together and one.value != other.value


def differing(figures: list[Figure]) -> Proposal:
    """What is said of figures of one quantity, the lowest first."""
    low, high = figures[0], figures[-1]
    values: dict[str, Value] = {
        "quantity": Quantity(low.quantity).label,
        "city": low.city,
        "unit": Unit(low.unit, high.value),
        "low": low.value,
        "high": high.value,
        "low_meaning": low.definition or _("no definition"),
        "high_meaning": high.definition or _("no definition"),
    }
    return Proposal("two-figures", (low.city, *figures), values)


@rule(
    "empty-contact",
    title=_("Empty contact"),
    headline=_("No contact for %(whom)s"),
    words=_("A contact (%(means)s) is named for %(whom)s, and nothing follows."),
)
def find_empty_contacts(on: date) -> Iterator[Proposal]:
    """Contacts that a source announces and then leaves empty."""
    for contact in ContactDetail.objects.filter(value="").select_related("person", "body"):
        whom = contact.person or contact.body
        if whom is not None:
            means = ContactDetail.Means(contact.means).label
            yield Proposal("empty-contact", (whom, contact), {"whom": whom, "means": means})


@rule(
    "uncited",
    title=_("No source"),
    headline=_("No source for %(what)s"),
    words=_("No document on record supports %(what)s (%(kind)s). Cite one, or say why there is none."),
)
def find_records_without_source(on: date) -> Iterator[Proposal]:
    """Records that no document supports, where they are few enough to be told one by one."""
    for model in expected():
        rows = list(uncited(model)[: STEPS[0] + 1])
        if len(rows) <= STEPS[0]:
            for row in rows:
                yield Proposal(
                    "uncited", (row,), {"what": spoken(row), "kind": model._meta.verbose_name or ""}
                )


@rule(
    "uncited-many",
    title=_("Many records without a source"),
    headline=_("More than %(count)s without a source: %(kind)s"),
    words=_(
        "More than %(count)s records of one kind (%(kind)s) rest on no document. The first of them are "
        "listed here; an import can cite its own source."
    ),
)
def find_kinds_without_source(on: date) -> Iterator[Proposal]:
    """Kinds of which so many lack a source that one finding each would bury the others."""
    for model in expected():
        count = uncited(model).count()
        if count > STEPS[0]:
            step = max(one for one in STEPS if one < count)
            values = {"count": step, "kind": model._meta.verbose_name_plural or ""}
            subjects = tuple(uncited(model)[:EXAMPLES])
            yield Proposal("uncited-many", subjects, values, name=model._meta.label_lower)


def uncited(model: type[Record]) -> QuerySet[Any]:
    """The records of a model that no document supports, as a whole or in a field."""
    cited = Citation.objects.filter(subject_kind=model.record_kind(), subject_id=OuterRef("pk"))
    named = [
        field.name for field in model._meta.concrete_fields if field.name in ("city", "person", "of", "post")
    ]
    rows = model._default_manager.filter(~Exists(cited)).order_by("pk")
    return rows.select_related(*named) if named else rows


def spoken(record: Record) -> str:
    """A record in words that stand alone: a role with its holder, a figure with its city."""
    if isinstance(record, Role):
        return f"{record.person or record.holder}, {record}, {record.of}"
    return f"{record.city}, {record}" if isinstance(record, Figure) else str(record)


@rule(
    "seat-taken-twice",
    title=_("A seat taken twice"),
    headline=_("%(first)s and %(second)s, both %(post)s?"),
    words=_(
        "%(first)s and %(second)s surely hold the post %(post)s (%(body)s) at the same time, from %(since)s "
        "on; it has %(seats)s seat(s)."
    ),
)
def find_seats_taken_twice(on: date) -> Iterator[Proposal]:
    """Posts that more people surely hold on some day than they have seats; who is only acting takes none."""
    sure = Q(starts_latest__lte=F("over_earliest"), acting=False, post__isnull=False, post__seats__gte=1)
    roles = Role.objects.with_end().filter(sure).filter(post__in=_contested())
    ordered = roles.select_related("post", "person", "holder", "of").order_by(
        "post_id", "starts_latest", "id"
    )
    for _post, group in groupby(ordered, attrgetter("post_id")):
        if crowd := first_crowd(list(group)):
            yield crowded(crowd)


def _contested() -> QuerySet[Role, Any]:
    """Posts with more roles than seats, whenever those were held."""
    counted = Role.objects.filter(post__isnull=False).order_by().values("post", "post__seats")
    return counted.annotate(claims=Count("pk")).filter(claims__gt=F("post__seats")).values("post")


def first_crowd(roles: list[Role]) -> list[Role]:
    """The first roles of one post that surely hold together in excess of its seats; a holder counts once."""
    holding: list[Role] = []
    for role in roles:
        holding = [one for one in holding if one.over_earliest >= role.starts_latest]  # type: ignore[attr-defined]
        if all(who(one) != who(role) for one in holding):
            holding.append(role)
        if role.post is not None and len(holding) > role.post.seats:
            return holding
    return []


def who(role: Role) -> tuple[int | None, int | None]:
    """The holder of a role, person or body."""
    return role.person_id, role.holder_id


def crowded(roles: list[Role]) -> Proposal:
    """What is said of roles that hold together."""
    *_before, earlier, last = roles
    post = last.post
    assert post is not None
    values: dict[str, Value] = {
        "first": earlier.person or earlier.holder or "",
        "second": last.person or last.holder or "",
        "post": post,
        "body": last.of,
        "since": last.starts_latest,
        "seats": post.seats,
    }
    return Proposal("seat-taken-twice", tuple(roles), values)


Like = Callable[[Iterable[Named]], list[Pair]]


@rule(
    "maybe-one-person",
    title=_("Two records that may be one person"),
    headline=_("%(first)s and %(second)s: one person?"),
    words=_("The names “%(first)s” and “%(second)s” are alike. Merge the two, or keep them apart for good."),
)
def find_people_who_may_be_one(on: date) -> Iterator[Proposal]:
    """People of like names. Several titles of one person are a career, and nothing to be found."""
    return of_like_names("maybe-one-person", Person.objects.current(), person_pairs)


@rule(
    "maybe-one-body",
    title=_("Two records that may be one body"),
    headline=_("%(first)s and %(second)s: one body?"),
    words=_("The names “%(first)s” and “%(second)s” are alike. Merge the two, or keep them apart for good."),
)
def find_bodies_that_may_be_one(on: date) -> Iterator[Proposal]:
    """Bodies of like names, in whatever language."""
    return of_like_names("maybe-one-body", Body.objects.filter(merged_into=None), body_pairs)


def of_like_names(rule_name: str, rows: QuerySet[Any], like: Like) -> Iterator[Proposal]:
    """Records of like names, but for those a person said are two: three statements."""
    named = {row.pk: row for row in rows.prefetch_related("names")}
    kind = rows.model._meta.label_lower
    apart = set(Distinction.objects.filter(kind=kind).values_list("first_id", "second_id"))
    for pair in like(
        Named(pk, (row.name, *(one.text for one in row.names.all()))) for pk, row in named.items()
    ):
        if (pair.first, pair.second) not in apart:
            values: dict[str, Value] = {"first": pair.first_name, "second": pair.second_name}
            yield Proposal(rule_name, (named[pair.first], named[pair.second]), values)
