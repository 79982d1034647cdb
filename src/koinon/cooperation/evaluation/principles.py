"""The ten principles of the G20 for partnerships between cities (Rome, 2021) in our own words, each from 1 to 5."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Principle(models.TextChoices):
    """One of the ten, named for what it is about."""

    TERRITORY = "territory", _("Rooted in the place")
    LEVELS = "levels", _("Levels of government together")
    RURAL = "rural", _("City and countryside")
    DIGITAL = "digital", _("Digital means")
    DATA = "data", _("Data and indicators")
    MONITORING = "monitoring", _("Following up and evaluating")
    PEERS = "peers", _("Learning between equals")
    CAPACITY = "capacity", _("Skills that stay")
    STAKEHOLDERS = "stakeholders", _("Everybody concerned takes part")
    FINANCE = "finance", _("Money that lasts")


QUESTIONS: dict[str, str | Promise] = {
    Principle.TERRITORY: _("Does the partnership answer a need of your own place, and stand in its plans?"),
    Principle.LEVELS: _("Do region and state know of it, support it, and learn from it?"),
    Principle.RURAL: _("Does it also reach the smaller towns and the countryside around you?"),
    Principle.DIGITAL: _("Do you use digital means well together, and share what you build?"),
    Principle.DATA: _("Do you measure, by indicators you agreed on and data you trust?"),
    Principle.MONITORING: _("Do you look back together at fixed times, and change course by what you see?"),
    Principle.PEERS: _("Do both sides learn from each other, as equals?"),
    Principle.CAPACITY: _("Does it leave skills with your own people, who stay?"),
    Principle.STAKEHOLDERS: _("Do residents, firms, universities and associations have a part in it?"),
    Principle.FINANCE: _("Is there money for what you set out to do, beyond the current project?"),
}
ANSWERS: tuple[tuple[int, str | Promise], ...] = (
    (1, _("not at all")),
    (2, _("a little")),
    (3, _("in part")),
    (4, _("largely")),
    (5, _("fully")),
)
