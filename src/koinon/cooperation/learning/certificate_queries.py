"""Who has earned a certificate and lacks it, whose certificates there are, and what one shows to a stranger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from koinon.cooperation.learning.certificates import Certificate, Revoked
from koinon.cooperation.learning.curricula import Curriculum
from koinon.cooperation.learning.earning import has_to_pass
from koinon.cooperation.learning.models import Attempt, Enrolment, Question, Seminar
from koinon.network.events.models import Came, Registration
from koinon.network.events.registrations import State
from koinon.network.people.readers import Reader


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with a seat: whether they came, whether they passed (None: nothing was asked), what they hold."""

    registration: Registration
    came: bool
    passed: bool | None
    certificate: Certificate | None

    @property
    def has_earned(self) -> bool:
        return self.came and self.passed is not False

    @property
    def waits(self) -> bool:
        """Whether a certificate is due and was not issued."""
        return self.has_earned and self.certificate is None and bool(self.registration.mark)


def candidates(seminar: Seminar) -> list[Candidate]:
    """Everybody with a seat at the seminar, in the order of their names: four statements."""
    asked = has_to_pass(seminar)
    rows = (
        Registration.objects.filter(event=seminar.event_id, state=State.CONFIRMED)
        .select_related("event", "person")
        .prefetch_related(
            "person__names",
            Prefetch("attempts", Attempt.objects.passed().filter(assessment__seminar=seminar), "passes"),
            Prefetch("certificates", Certificate.objects.standing(), "held_now"),
        )
    )
    return [candidate(one, asked=asked) for one in rows.order_by("name", "id")]


def candidate(registration: Registration, *, asked: bool) -> Candidate:
    """One of ``candidates``; asks nothing."""
    held = registration.held_now  # type: ignore[attr-defined]
    passes = registration.passes  # type: ignore[attr-defined]
    passed = bool(passes) if asked else None
    return Candidate(registration, registration.came == Came.PRESENT, passed, held[0] if held else None)


@dataclass(frozen=True, slots=True)
class Course:
    """Somebody who takes all seminars of a curriculum, with how many of them they have behind them."""

    enrolment: Enrolment
    registration: Registration | None
    done: int
    of: int
    certificate: Certificate | None
    ahead: int

    @property
    def waits(self) -> bool:
        return 0 < self.of == self.done and self.certificate is None and self.registration is not None


def courses(curriculum: Curriculum, on: date) -> list[Course]:
    """Everybody enrolled for the curriculum, how far they are, and the seats to come: five statements."""
    held = Seminar.objects.filter(curriculum=curriculum).select_related("event")
    seminars = {one.event_id: one for one in held}
    questions = Question.objects.filter(assessment__seminar__curriculum=curriculum)
    asked = set(questions.values_list("assessment__seminar", flat=True))
    enrolled = (
        Enrolment.objects.filter(curriculum=curriculum)
        .order_by("id")
        .prefetch_related(
            Prefetch("certificates", Certificate.objects.standing(), "held_now"),
            "places__registration__person__names",
            Prefetch("places__registration__attempts", Attempt.objects.passed(), "passes"),
        )
    )
    return [_course(one, seminars, asked, on) for one in enrolled]


def _course(enrolment: Enrolment, seminars: dict[int, Seminar], asked: set[int], on: date) -> Course:
    registrations = [place.registration for place in enrolment.places.all()]
    done = {one.event_id for one in registrations if _is_done(one, seminars.get(one.event_id), asked)}
    known = [one for one in registrations if one.mark]
    held = enrolment.held_now  # type: ignore[attr-defined]
    ahead = sum(_is_ahead(one, seminars.get(one.event_id), on) for one in registrations)
    return Course(
        enrolment, known[-1] if known else None, len(done), len(seminars), held[0] if held else None, ahead
    )


def _is_ahead(registration: Registration, seminar: Seminar | None, on: date) -> bool:
    if seminar is None or not registration.is_going_on or registration.came == Came.PRESENT:
        return False
    return bool(seminar.event.ends.latest >= on)


def _is_done(registration: Registration, seminar: Seminar | None, asked: set[int]) -> bool:
    if seminar is None or registration.state != State.CONFIRMED or registration.came != Came.PRESENT:
        return False
    return seminar.pk not in asked or bool(registration.passes)  # type: ignore[attr-defined]


def issued(reader: Reader, seminar: Seminar) -> list[Certificate]:
    """Every certificate of a seminar that the reader may see, those taken back too, the newest first."""
    rows = Certificate.objects.visible_to(reader).filter(seminar=seminar)
    return list(rows.select_related("replaces", "replaced_by").order_by("-issued_on", "-id"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a stranger with the number is shown: never an address, and a name only where its bearer agreed."""

    number: str
    title: str
    held: str
    issuer: str
    criteria: str
    learnt: tuple[str, ...]
    hours: Decimal | None
    language: str
    holder: str
    issued_on: date
    revoked_on: date | None
    reason: str
    replaced_by: str
    forgotten: bool
    example: bool
    token: str
    digest: str

    @property
    def is_valid(self) -> bool:
        return self.revoked_on is None


def found(number: str) -> Certificate | None:
    """The certificate of that number, written with or without capitals, hyphens and spaces."""
    return Certificate.objects.select_related("replaced_by").filter(key=as_kept(number)).first()


def as_kept(number: str) -> str:
    """A number as somebody typed it off a paper, in the groups it is kept in."""
    letters = "".join(letter for letter in number.lower() if letter.isalnum())
    return "-".join(letters[at : at + 5] for at in range(0, len(letters), 5))


def shown(one: Certificate) -> Shown:
    """What anybody who has the number may know."""
    replacement = getattr(one, "replaced_by", None)
    return Shown(
        number=one.key,
        title=one.title,
        held=one.held,
        issuer=one.issuer,
        criteria=one.criteria,
        learnt=tuple(line.strip() for line in one.learnt.splitlines() if line.strip()),
        hours=one.hours,
        language=one.language,
        holder=one.name if one.name_shown else "",
        issued_on=one.issued_on,
        revoked_on=one.revoked_on,
        reason=str(Revoked(one.reason).label) if one.reason else "",
        replaced_by=replacement.key if replacement else "",
        forgotten=one.is_forgotten,
        example=one.is_example,
        token=one.token,
        digest=one.digest,
    )


def revoked_places() -> Iterable[int]:
    """The places in the list of those taken back."""
    return Certificate.objects.exclude(revoked_on=None).values_list("place", flat=True).order_by("place")
