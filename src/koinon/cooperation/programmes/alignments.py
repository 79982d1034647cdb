"""What a piece of work serves in the world's agendas: two vocabularies kept apart, and the check of codes."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.platform.audit.models import Record

# How many numbered and how many lettered targets each of the seventeen goals has: 169 together.
SDG_TARGETS: dict[int, tuple[int, int]] = {
    1: (5, 2), 2: (5, 3), 3: (9, 4), 4: (7, 3), 5: (6, 3), 6: (6, 2), 7: (3, 2), 8: (10, 2), 9: (5, 3),
    10: (7, 3), 11: (7, 3), 12: (8, 3), 13: (3, 2), 14: (7, 3), 15: (9, 3), 16: (10, 2), 17: (19, 0),
}  # fmt: skip
NUA_PARAGRAPHS = 175
GOALS = (
    gettext_lazy("No poverty"),
    gettext_lazy("Zero hunger"),
    gettext_lazy("Good health and well-being"),
    gettext_lazy("Quality education"),
    gettext_lazy("Gender equality"),
    gettext_lazy("Clean water and sanitation"),
    gettext_lazy("Affordable and clean energy"),
    gettext_lazy("Decent work and economic growth"),
    gettext_lazy("Industry, innovation and infrastructure"),
    gettext_lazy("Reduced inequalities"),
    gettext_lazy("Sustainable cities and communities"),
    gettext_lazy("Responsible consumption and production"),
    gettext_lazy("Climate action"),
    gettext_lazy("Life below water"),
    gettext_lazy("Life on land"),
    gettext_lazy("Peace, justice and strong institutions"),
    gettext_lazy("Partnerships for the goals"),
)


def goal_in_words(code: str) -> str:
    """A goal with its name; a target as it is numbered.

    >>> goal_in_words("11"), goal_in_words("11.3")
    ('11 Sustainable cities and communities', '11.3')
    """
    return f"{code} {GOALS[int(code) - 1]}" if code.isdecimal() and 0 < int(code) <= len(GOALS) else code


class Vocabulary(models.TextChoices):
    """The agendas of the world are separate vocabularies."""

    SDG = "sdg", gettext_lazy("Sustainable Development Goals")
    NUA = "nua", gettext_lazy("New Urban Agenda")


class AgendaAlignment(Record):
    """A goal or target (SDG 11, 11.3, 11.a) or a paragraph of the New Urban Agenda (1 to 175).

    No code means the agenda as a whole. ``attributed_to`` names the agenda that the source credits.
    """

    vocabulary = models.CharField(gettext_lazy("vocabulary"), max_length=3, choices=Vocabulary)
    code = models.CharField(gettext_lazy("goal, target or paragraph"), max_length=12, blank=True)
    attributed_to = models.CharField(gettext_lazy("credited by the source to"), max_length=60, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_vocabulary_display()} {self.code}".strip()

    def clean(self) -> None:
        if not is_code(self.vocabulary, self.code):
            raise ValidationError({"code": code_words(self.vocabulary)})

    @property
    def is_misattributed(self) -> bool:
        """Whether the source credits the code to an agenda that is not its own."""
        return bool(self.attributed_to) and agenda_named(self.attributed_to) != self.vocabulary


def is_code(vocabulary: str, code: str) -> bool:
    """Whether the code stands in the vocabulary; no code at all speaks of the agenda as a whole."""
    if not code:
        return True
    if vocabulary == Vocabulary.NUA:
        return code.isdecimal() and 1 <= int(code) <= NUA_PARAGRAPHS and str(int(code)) == code
    return vocabulary == Vocabulary.SDG and _is_goal_or_target(code)


def _is_goal_or_target(code: str) -> bool:
    found = re.fullmatch(r"([1-9]\d?)(?:\.([1-9]\d?|[a-d]))?", code, re.ASCII)
    if not found or int(found[1]) not in SDG_TARGETS:
        return False
    numbered, lettered = SDG_TARGETS[int(found[1])]
    target = found[2] or "1"
    return int(target) <= numbered if target.isdecimal() else ord(target) - ord("a") < lettered


def code_words(vocabulary: str) -> str:
    """What a code of the vocabulary looks like, for whoever wrote another."""
    if vocabulary == Vocabulary.NUA:
        words = _("The New Urban Agenda has paragraphs 1 to %(last)s; write the number alone, such as 93.")
        return words % {"last": NUA_PARAGRAPHS}
    return _("Write a goal from 1 to 17, or a target of it such as 11.3 or 11.a.")


def agenda_named(words: str) -> str:
    """The vocabulary that the words of a source name, or nothing where they name neither."""
    plain = words.strip().casefold()
    if plain == "nua" or "new urban agenda" in plain or "habitat iii" in plain:
        return Vocabulary.NUA
    if re.fullmatch(r"sdgs?", plain) or "sustainable development goal" in plain or "2030 agenda" in plain:
        return Vocabulary.SDG
    return ""
