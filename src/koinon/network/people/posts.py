"""Post: an office that exists apart from its holder, with seats, a rank, and a title in each language."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.people.audience import FollowingQuerySet
from koinon.network.people.bodies import Body
from koinon.platform.audit.models import Record
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url


class Function(models.TextChoices):
    """What holding a post lets a person do in Koinon. Powers come from dated posts, never from flags."""

    NONE = "", pgettext_lazy("function", "none")
    SECRETARIAT = "secretariat", _("secretariat")
    PORTFOLIO_MANAGER = "portfolio_manager", _("portfolio manager")
    FOCAL_POINT = "focal_point", _("city focal point")
    EXPERT = "expert", _("programme expert")
    JUROR = "juror", _("juror")
    BOARD_MEMBER = "board_member", _("Board member")
    FUNDER = "funder", _("funder")


class Post(Record, Spoken):
    """A seat or several in a body. ``rank`` orders protocol: 1 comes first, 0 is not ranked.

    No ``seats`` (0) means that their number is not on record, and then nobody is one too many.
    """

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="posts")
    title = models.CharField(_("title"), max_length=160)
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    rank = models.PositiveSmallIntegerField(_("rank in protocol"), default=0)
    function = models.CharField(_("function in Koinon"), max_length=20, choices=Function, blank=True)
    by_virtue_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("held by virtue of"),
        related_name="carries",
    )
    for_bodies = models.BooleanField(_("reserved to bodies"), default=False)

    objects: ClassVar[FollowingQuerySet[Post]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "body"

    class Meta:
        ordering = ["body", "rank", "title"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return self.called(self.title)

    def get_absolute_url(self) -> str:
        return url("people:post", key=self.key)


class PostTitle(Record):
    """The title of a post in another language."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="titles")
    language = models.CharField(_("language tag"), max_length=20)
    text = models.CharField(_("title"), max_length=160)

    objects: ClassVar[FollowingQuerySet[PostTitle]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "post"

    class Meta:
        verbose_name = _("title of a post")
        verbose_name_plural = _("titles of posts")
        ordering = ["post", "language"]
        constraints = [models.UniqueConstraint(fields=["post", "language"], name="one_title_a_language")]

    def __str__(self) -> str:
        return self.text
