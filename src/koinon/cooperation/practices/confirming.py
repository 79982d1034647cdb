"""What the applicant is asked to confirm before a practice is published: its words, line by line."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.practices.models import Practice
from koinon.cooperation.programmes.aligning import codes_of
from koinon.cooperation.programmes.alignments import goal_in_words
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.confirmations.subjects import Line
from koinon.network.people.models import Body


def shown_of(practice: Practice) -> dict[str, Any]:
    """What the page of who confirms shows besides the lines: the case as everybody will read it; two statements."""
    served = list(practice.alignments.all())
    return {
        "practice": practice,
        "texts": list(practice.texts.order_by("language")),
        "goals": [goal_in_words(code) for code in codes_of(served, Vocabulary.SDG)],
        "paragraphs": codes_of(served, Vocabulary.NUA),
    }


def sides_of(practice: Practice) -> list[Body]:
    """Whose practice it is."""
    return [practice.body]


def lines_of(practice: Practice) -> list[Line]:
    """Everything that will be public; one statement."""
    served = list(practice.alignments.all())
    lines = [
        Line("title", _("Title"), practice.title),
        Line("city", _("City"), str(practice.city or "")),
        Line("summary", _("Summary"), practice.summary),
        Line("challenge", _("Challenge"), practice.challenge),
        Line("work", _("What was done"), practice.work),
        Line("results", _("What came of it"), practice.results),
        Line("themes", _("Themes"), ", ".join(practice.theme_list)),
        Line("sdg", _("Sustainable Development Goals"), ", ".join(codes_of(served, Vocabulary.SDG))),
        Line("nua", _("New Urban Agenda"), ", ".join(codes_of(served, Vocabulary.NUA))),
    ]
    return [line for line in lines if line.value]
