"""What the pages of evaluation show: a reader's pairs, one pair with its signs, one self-assessment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from koinon.cooperation.agreements.models import Agreement, AgreementKind, Party
from koinon.cooperation.evaluation.models import Assessment, Score, Side
from koinon.cooperation.evaluation.permissions import may_know_of
from koinon.cooperation.evaluation.principles import Principle
from koinon.cooperation.evaluation.signs import Sign
from koinon.cooperation.evaluation.tracing import Pair, pair_of, signs_of
from koinon.network.people.readers import Reader
from koinon.platform.ui.drawings.scales import Line, Scale


def pairs(reader: Reader, words: str = "") -> QuerySet[Agreement]:
    """The pairings whose health is the reader's affair, with parties, programme and the last assessment."""
    rows = Agreement.objects.visible_to(reader).filter(may_know_of(reader), kind=AgreementKind.PAIRING)
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    asked = Prefetch(
        "assessments",
        Assessment.objects.order_by("-opened_on", "-id").prefetch_related(
            Prefetch("sides", Side.objects.order_by("id"))
        ),
    )
    parties = Prefetch("parties", Party.objects.select_related("body__city").order_by("order", "id"))
    ordered: QuerySet[Agreement] = (
        rows.select_related("programme").prefetch_related(parties, asked).order_by("title", "id")
    )
    return ordered


@dataclass(frozen=True, slots=True)
class Health:
    """A pair with its signs, and the assessments of it."""

    pair: Pair
    signs: tuple[Sign, ...]
    assessments: tuple[Assessment, ...]


def health_of(agreement: Agreement, on: date, reader: Reader) -> Health:
    """How a pair is doing as of the day."""
    asked = Assessment.objects.visible_to(reader).filter(agreement=agreement, opened_on__lte=on)
    pair = pair_of(agreement)
    return Health(pair, tuple(signs_of(pair, on, reader)), tuple(asked.prefetch_related("sides__body")))


@dataclass(frozen=True, slots=True)
class Row:
    """One principle with what either side says of it, as far as the reader may read it."""

    principle: Principle
    scores: tuple[Score | None, ...]

    @property
    def apart(self) -> int | None:
        """How far the two lie apart; nothing where one is not there to be read."""
        values = [one.value for one in self.scores if one]
        return max(values) - min(values) if len(values) == 2 else None


@dataclass(frozen=True, slots=True)
class Answers:
    """A self-assessment with its sides and, by principle, what the reader may read."""

    assessment: Assessment
    sides: tuple[Side, ...]
    rows: tuple[Row, ...]

    @property
    def both(self) -> bool:
        """Whether both sides have answered."""
        return all(side.answered_at for side in self.sides)

    @property
    def any_read(self) -> bool:
        """Whether the reader may read anything."""
        return any(score for row in self.rows for score in row.scores)

    @property
    def apart(self) -> Sequence[Row]:
        """The principles on which the two lie apart, the farthest first."""
        return sorted((row for row in self.rows if row.apart), key=lambda row: -(row.apart or 0))

    def drawing(self, title: str, description: str) -> Scale:
        """Both answers on one scale."""
        names = [str(side.body.city or side.body) for side in self.sides]
        lines = [Line(str(row.principle.label), *_values(row.scores)) for row in self.rows]
        first, second = names
        return Scale(title, description, lines, first, second)


def _values(scores: Iterable[Score | None]) -> tuple[int | None, int | None]:
    first, second = (one.value if one else None for one in scores)
    return first, second


def answers_of(assessment: Assessment, reader: Reader) -> Answers:
    """The assessment with what the reader may read of it: two statements."""
    sides = tuple(
        Side.objects.filter(assessment=assessment).select_related("body__city", "link_person").order_by("id")
    )
    found = {
        (score.side_id, score.principle): score
        for score in Score.objects.visible_to(reader).filter(side__in=sides)
    }
    rows = tuple(Row(one, tuple(found.get((side.pk, one.value)) for side in sides)) for one in Principle)
    return Answers(assessment, sides, rows)
