"""Who held it, against an oracle: the rules once more in plain Python, and every possible world."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests import factories

from koinon.network.people.models import Role
from koinon.platform.dates.days import FIRST, LAST

pytestmark = pytest.mark.django_db
tried = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

START = date(2016, 1, 1)
DAYS = [START + timedelta(n) for n in range(6)]
Bounds = tuple[date, date]
OPEN: Bounds = (LAST, LAST)
UNKNOWN: Bounds = (FIRST, LAST)


@dataclass
class Tenure:
    """What the oracle knows of one role: two vague days, what may end it, and the roles that may carry it."""

    starts: Bounds
    ends: Bounds
    enders: list[Bounds] = field(default_factory=list)
    carriers: "list[Tenure]" = field(default_factory=list)


def answer(role: Tenure, on: date) -> str:
    """The rules of `record.md`, in words: sure only if everything is sure, possible if nothing forbids it."""
    ends = [role.ends, *(e for e in role.enders if e != UNKNOWN)]
    if role.starts[0] > on or any(latest < on for _, latest in ends):
        return "no"
    sure = role.starts[1] <= on and all(earliest >= on for earliest, _ in ends)
    if not role.carriers:
        return "yes" if sure else "possibly"
    said = [answer_of_carrier(one, role, on) for one in role.carriers]
    if all(one == "no" for one in said):
        return "no"
    return "yes" if sure and "yes" in said else "possibly"


def answer_of_carrier(carrier: Tenure, carried: Tenure, on: date) -> str:
    """A carrier's vague start is no doubt where the role it carries vouches for it."""
    vouched = carrier.starts[0] <= min(on, carried.starts[1])
    starts = (carrier.starts[0], carrier.starts[0]) if vouched else carrier.starts
    return answer(Tenure(starts, carrier.ends, carrier.enders, carrier.carriers), on)


def edtf(bounds: Bounds) -> str:
    """The bounds as a Day is written."""
    if bounds in (OPEN, UNKNOWN):
        return ".." if bounds == OPEN else ""
    first, last = bounds
    return first.isoformat() if first == last else f"{first}/{last}"


days = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(lambda two: (min(two), max(two)))
starts = st.one_of(days, st.just(UNKNOWN))
ends = st.one_of(days, st.just(UNKNOWN), st.just(OPEN))
deaths = st.one_of(st.just(UNKNOWN), days)
tenures = st.builds(Tenure, starts, ends).filter(lambda t: t.starts[0] <= t.ends[1])


@contextmanager
def rolled_back() -> Iterator[None]:
    """Leave the database as it was, so that examples do not see each other."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def recorded(
    chain: list[list[Tenure]], death: Bounds, body_ends: list[Bounds], *, as_body: bool
) -> list[list[Role]]:
    """The chain in the database: posts by virtue of one another, each in a body of its own, one holder."""
    if as_body:
        holder = {"holder": factories.make_body(ends=edtf(death))}
    else:
        holder = {"person": factories.make_person(died=edtf(death))}
    post, made = None, []
    for level, ending in zip(chain, body_ends, strict=True):
        body = factories.make_body(ends=edtf(ending))
        post = factories.make_post(body=body, by_virtue_of=post)
        span = [{"starts": edtf(t.starts), "ends": edtf(t.ends)} for t in level]
        made.append([factories.make_role(post=post, **holder, **one) for one in span])
    return made


def tell(chain: list[list[Tenure]], death: Bounds, body_ends: list[Bounds]) -> None:
    """The same for the oracle."""
    below: list[Tenure] = []
    for level, ending in zip(chain, body_ends, strict=True):
        for tenure in level:
            tenure.enders, tenure.carriers = [death, ending], below
        below = level


@tried
@given(
    chain=st.lists(st.lists(tenures, max_size=2), min_size=1, max_size=3),
    death=deaths,
    endings=st.lists(ends, min_size=3, max_size=3),
    as_body=st.booleans(),
    asked=st.sets(
        st.sampled_from([START - timedelta(1), *DAYS, DAYS[-1] + timedelta(1)]), min_size=3, max_size=3
    ),
)
def test_the_database_answers_as_the_rules_do(
    db: None,
    chain: list[list[Tenure]],
    death: Bounds,
    endings: list[Bounds],
    as_body: bool,
    asked: set[date],
) -> None:
    body_ends = endings[: len(chain)]
    tell(chain, death, body_ends)
    with rolled_back():
        roles = recorded(chain, death, body_ends, as_body=as_body)
        for on in asked:
            expected = {
                role.pk: answer(tenure, on)
                for rows, tenures in zip(roles, chain, strict=True)
                for role, tenure in zip(rows, tenures, strict=True)
            }
            assert dict(Role.objects.with_holds(on).values_list("pk", "held")) == expected
            assert set(Role.objects.holding(on).values_list("pk", flat=True)) == {
                pk for pk, held in expected.items() if held != "no"
            }
            assert set(Role.objects.surely_holding(on).values_list("pk", flat=True)) == {
                pk for pk, held in expected.items() if held == "yes"
            }


def choices(bounds: Bounds) -> list[date]:
    """The days a vague day may really have been; far away for the unbounded."""
    early, late = DAYS[0] - timedelta(1), DAYS[-1] + timedelta(1)
    if bounds == OPEN:
        return [late]
    return [day for day in [early, *DAYS, late] if bounds[0] <= day <= bounds[1]]


def worlds(carrier: Tenure, carried: Tenure, death: Bounds) -> Iterator[tuple[date, date]]:
    """From when to when the carried role was really held, in every world that agrees with the record."""
    known_death = [LAST] if death == UNKNOWN else choices(death)
    vague = (carrier.starts, carrier.ends, carried.starts, carried.ends)
    for began, ended, start, end, died in product(*map(choices, vague), known_death):
        if began <= ended and start <= end and began <= start <= ended:
            yield start, min(end, ended, died)


@tried
@given(carrier=tenures, carried=tenures, death=deaths, on=st.sampled_from(DAYS))
def test_yes_is_true_in_every_possible_world_and_no_in_none(
    db: None, carrier: Tenure, carried: Tenure, death: Bounds, on: date
) -> None:
    truths = {start <= on <= end for start, end in worlds(carrier, carried, death)}
    assume(truths)
    with rolled_back():
        (_,), (role,) = recorded([[carrier], [carried]], death, [OPEN, OPEN], as_body=False)
        held = Role.objects.with_holds(on).get(pk=role.pk).held  # type: ignore[attr-defined]
    if held != "possibly":
        assert truths == {held == "yes"}
