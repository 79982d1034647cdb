"""The words for what is done upon an agreement, and for how it then stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActKind(models.TextChoices):
    """What was done."""

    PROPOSED = "proposed", _("proposed")
    DISCUSSED = "discussed", _("discussed")
    APPROVED = "approved", _("approved")
    SIGNED = "signed", _("signed")
    IN_FORCE = "in_force", _("entered into force")
    AMENDED = "amended", _("amended")
    RENEWED = "renewed", _("renewed")
    ENDED = "ended", _("ended early")


# The acts without which no agreement is in force.
OPENING = (ActKind.SIGNED, ActKind.IN_FORCE)


class State(models.TextChoices):
    """How an agreement stands as of a day. Computed from its acts and its term; there is no column for it."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    SIGNED = "signed", _("signed")
    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    RENEWED = "renewed", _("renewed")
    ENDED = "ended", _("ended early")
