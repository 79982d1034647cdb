"""For whom an event is: a vocabulary of groups, kept in one column as "elected; planners"."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

APART = "; "


class Group(models.TextChoices):
    """The groups that the invitations of city networks speak of."""

    ELECTED = "elected", gettext_lazy("elected representatives")
    POLICYMAKERS = "policymakers", gettext_lazy("policymakers")
    MANAGERS = "managers", gettext_lazy("city managers")
    PLANNERS = "planners", gettext_lazy("urban planners")
    OFFICERS = "officers", gettext_lazy("international officers")
    RESEARCHERS = "researchers", gettext_lazy("researchers")
    PARTNERS = "partners", gettext_lazy("partners and funders")
    OTHER = "other", gettext_lazy("somebody else")


def groups_in(text: str) -> list[str]:
    """The groups named in a column, each once, in the order of the vocabulary."""
    named = {word.strip().casefold() for word in text.replace(",", ";").split(";")}
    return [one for one in Group.values if one in named]


def joined(groups: Iterable[str]) -> str:
    """The groups as the column keeps them."""
    wanted = set(groups)
    return APART.join(one for one in Group.values if one in wanted)


def only_groups(text: str) -> None:
    """Refuse a word that is not of the vocabulary."""
    for word in filter(None, (part.strip() for part in text.replace(",", ";").split(";"))):
        if word.casefold() not in Group.values:
            raise ValidationError(
                _("“%(word)s” is none of: %(known)s.") % {"word": word, "known": ", ".join(Group.values)}
            )
