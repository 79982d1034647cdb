"""A large cycle of an award in a generated network: entries of its governments, jurors who hold roles in them."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model

from koinon.cooperation.awards.models import Assignment, Juror, JuryScore, Panel, Phase, Review
from koinon.cooperation.calls.models import Call, Criterion, Entry, Stage
from koinon.network.people.models import Body, BodyKind, Function, Person, Post, Role
from koinon.network.people.readers import Reader
from koinon.platform.dates import OPEN, Day

MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)
TODAY = date(2026, 11, 1)
PER_ENTRY, CRITERIA, BATCH = 6, 3, 2_000
LANGUAGES, COMMON = ("en", "zh-Hans", "es", "fr", "ar", "ru"), (60, 12, 12, 8, 4, 4)


@dataclass(frozen=True)
class Size:
    """How large the cycle is."""

    entries: int
    jurors: int

    @property
    def load_max(self) -> int:
        return -(-self.entries * PER_ENTRY * 115 // (self.jurors * 100)) + 2


def cycle(size: Size) -> Phase:
    """A call, its entries found eligible, its jury and a phase; always the same for a size."""
    dice = random.Random(5)
    bodies = list(Body.objects.filter(kind=BodyKind.GOVERNMENT, city__isnull=False).order_by("pk"))
    call = Call.objects.create(
        key="bench", code="BENCH", title="Bench", run_by=bodies[0], closes_at=MOMENT, opened_at=MOMENT
    )
    for at in range(CRITERIA):
        Criterion.objects.create(key=f"bench-{at}", call=call, title=f"Criterion {at}", weight=at + 1, top=10)
    stage = Stage.objects.create(key="bench-winner", call=call, kind="winner", planned=15)
    entries = (
        Entry(
            key=f"bench-{at}",
            call=call,
            number=at + 1,
            title=f"An idea of a city, number {at}",
            applicant=bodies[at % len(bodies)],
            language=dice.choices(LANGUAGES, COMMON)[0],
            sent_at=MOMENT,
            eligible=True,
        )
        for at in range(size.entries)
    )
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    jury = Body.objects.create(key="bench-jury", name="Jury", kind=BodyKind.JURY)
    panel = Panel.objects.create(key="bench-jury", call=call, body=jury, kind="jury")
    seats(panel, jury, bodies, size.jurors, dice)
    return Phase.objects.create(
        key="bench", panel=panel, title="First", per_entry=PER_ENTRY, load_max=size.load_max, to_stage=stage
    )


def seats(panel: Panel, jury: Body, bodies: list[Body], jurors: int, dice: random.Random) -> None:
    """Jurors with a role on the jury and another in a government, or two."""
    post = Post.objects.create(
        key="bench-juror", body=jury, title="Juror", function=Function.JUROR, seats=jurors
    )
    since = Day.of(date(2020, 1, 1))
    for at in range(jurors):
        person = Person.objects.create(key=f"bench-juror-{at}", name=f"Juror {at:03}")
        role = Role.objects.create(
            key=f"bench-juror-{at}", person=person, post=post, of=jury, starts=since, ends=OPEN
        )
        for turn in range(1 + (at % 3 == 0)):
            home = bodies[dice.randrange(len(bodies))]
            Role.objects.create(
                key=f"bench-home-{at}-{turn}",
                person=person,
                title="Adviser",
                of=home,
                starts=since,
                ends=OPEN,
            )
        reads = {"en"} if dice.random() < 0.85 else set()
        reads |= {tag for tag in LANGUAGES[1:] if dice.random() < 0.3}
        Juror.objects.create(
            key=f"bench-{at}",
            panel=panel,
            person=person,
            role=role,
            languages=",".join(sorted(reads or {"en"})),
        )


def score_everything(phase: Phase) -> int:
    """Every assignment with its review and a score for each criterion, straight into the tables."""
    dice = random.Random(6)
    criteria = list(Criterion.objects.filter(call=phase.panel.call_id).order_by("pk"))
    asked = list(Assignment.objects.filter(phase=phase))
    reviews: list[Any] = []
    values: list[list[int]] = []
    for one in asked:
        given = [dice.randrange(11) for _ in criteria]
        points = sum(value * criterion.weight for value, criterion in zip(given, criteria, strict=True))
        values.append(given)
        reviews.append(Review(key=one.key, assignment=one, sent_at=MOMENT, points=points))
    Review.objects.bulk_create(reviews, batch_size=BATCH)
    scores = (
        JuryScore.of(review, criterion.pk, value)
        for review, given in zip(reviews, values, strict=True)
        for criterion, value in zip(criteria, given, strict=True)
    )
    JuryScore.objects.bulk_create(scores, batch_size=BATCH)
    return len(reviews)


def officer() -> Reader:
    """Somebody who may see everything."""
    user, _made = get_user_model().objects.get_or_create(email="bench@koinon.example", is_superuser=True)
    return Reader(user=user, functions=frozenset({"secretariat"}))
