"""How a pair is doing, as a small paper for those whose affair it is: signs with reasons, the ten principles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.evaluation.queries import Answers, Health, answers_of, health_of
from koinon.network.people.readers import Reader
from koinon.platform.ui.figures import day, number
from koinon.platform.ui.punctuation import labelled
from koinon.site.briefings.paper import Block, Heading, Paper, Table, Text


def pair_paper(agreement: Agreement, *, on: date, reader: Reader, language: str) -> Paper:
    """What the page says, as of the day, with the latest self-assessment as far as the reader may read it."""
    with override(language):
        health = health_of(agreement, on, reader)
        last = next(iter(health.assessments), None)
        answers = answers_of(last, reader) if last else None
        return Paper(
            title=health.pair.names,
            kicker=_("How the pair is doing, %(day)s") % {"day": day(on, "long")},
            standfirst=_("For the two cities, their expert and the secretariat only."),
            language=get_language() or "en",
            blocks=tuple(_blocks(health, answers)),
            footer=_("Confidential: %(pair)s") % {"pair": health.pair.names},
            filename=f"pair-{agreement.key}",
        )


def _blocks(health: Health, answers: Answers | None) -> Iterator[Block]:
    yield Heading(_("Signs"))
    for sign in health.signs:
        yield Heading(labelled(sign.name.label, sign.mood.label), level=2)
        yield Text(sign.words)
        for trace in sign.reasons:
            yield Text("• " + labelled(day(trace.day), trace.words), quiet=True)
    if answers is None:
        return
    yield Heading(_("Ten principles, %(title)s") % {"title": answers.assessment.title})
    if not answers.both:
        yield Text(_("Not both sides have answered yet; what was said is read when both have."), quiet=True)
        return
    names = [str(side.body.city or side.body) for side in answers.sides]
    rows = tuple(
        (
            str(row.principle.label),
            *(number(score.value) if score else "–" for score in row.scores),
            _apart(row.apart),
        )
        for row in answers.rows
    )
    yield Table((_("Principle"), *names, _("Apart")), rows, widths=(5, 2, 2, 1), numbers=(1, 2, 3))
    for row in answers.apart:
        if any(score.note for score in row.scores if score):
            yield Heading(str(row.principle.label), level=2)
            for name, score in zip(names, row.scores, strict=True):
                if score and score.note:
                    yield Text(labelled(name, score.note))


def _apart(steps: int | None) -> str:
    return "–" if steps is None else number(steps)
