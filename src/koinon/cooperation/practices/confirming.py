"""What the applicant is asked to confirm before a practice is published: its words, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.practices.models import Practice, PracticeDocument
from koinon.cooperation.programmes.aligning import codes_of
from koinon.cooperation.programmes.alignments import goal_in_words
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.confirmations.subjects import Line
from koinon.network.evidence.models import Document
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC
from koinon.platform.ui import figures

TOLD = ("title", "summary", "challenge", "work", "results")


def shown_of(practice: Practice) -> dict[str, Any]:
    """What the page of who confirms shows besides the lines: the case as everybody will read it; three statements."""
    served = list(practice.alignments.all())
    return {
        "practice": practice,
        "texts": list(practice.texts.order_by("language")),
        "goals": [goal_in_words(code) for code in codes_of(served, Vocabulary.SDG)],
        "paragraphs": codes_of(served, Vocabulary.NUA),
        "documents": _documents(practice),
    }


def sides_of(practice: Practice) -> list[Body]:
    """Whose practice it is."""
    return [practice.body]


def lines_of(practice: Practice) -> list[Line]:
    """Everything that will be public, in every language it is told in; three statements."""
    served = list(practice.alignments.all())
    when = "" if practice.starts.is_unknown else figures.span(practice.span)
    lines = [
        Line("title", _("Title"), practice.title),
        Line("city", _("City"), str(practice.city or "")),
        Line("summary", _("Summary"), practice.summary),
        Line("challenge", _("Challenge"), practice.challenge),
        Line("work", _("What was done"), practice.work),
        Line("results", _("What came of it"), practice.results),
        Line("when", _("When"), when),
        Line("themes", _("Themes"), ", ".join(practice.theme_list)),
        Line("sdg", _("Sustainable Development Goals"), ", ".join(codes_of(served, Vocabulary.SDG))),
        Line("nua", _("New Urban Agenda"), ", ".join(codes_of(served, Vocabulary.NUA))),
        Line("address", _("More"), practice.address),
        Line("documents", _("Documents"), "; ".join(_documents(practice))),
        *_translated(practice),
    ]
    return [line for line in lines if line.value]


def _translated(practice: Practice) -> Iterator[Line]:
    """The same in the other languages, each line with the name of its language."""
    labels = (_("Title"), _("Summary"), _("Challenge"), _("What was done"), _("What came of it"))
    for text in practice.texts.order_by("language"):
        for name, label in zip(TOLD, labels, strict=True):
            told = f"{label} ({text.get_language_display()})"
            yield Line(f"{name}:{text.language}", told, getattr(text, name))


def _documents(practice: Practice) -> list[str]:
    """The documents everybody will find on its page."""
    rows = PracticeDocument.objects.filter(
        practice=practice, document__in=Document.objects.visible_to(PUBLIC)
    )
    return [str(one.document) for one in rows.select_related("document").order_by("pk")]
