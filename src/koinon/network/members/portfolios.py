"""Portfolio: the bodies in the care of a post of the secretariat, each for a span."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.network.people.audience import seen_through
from koinon.network.people.models import Body, Post
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.dates.querysets import SpanQuerySet
from koinon.platform.ui.addresses import url


class PortfolioQuerySet(SpanQuerySet["PortfolioBody"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see both the post and the body."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(*(seen_through(PortfolioBody, path, reader) for path in ("post", "body")))


class PortfolioBody(Record, Dated):
    """A body in a portfolio. It belongs to the post, so that whoever takes the post over takes it over too."""

    held: str  # what `with_holds` annotates, told to the type checker

    post = models.ForeignKey(
        Post, models.PROTECT, verbose_name=_("portfolio (a post)"), related_name="portfolio"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("body in its care"), related_name="cared_by"
    )

    objects: ClassVar[PortfolioQuerySet] = PortfolioQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["post", "body__name", "starts_earliest"]
        verbose_name = _("body in a portfolio")
        verbose_name_plural = _("bodies in portfolios")
        constraints = Dated.Meta.constraints
        indexes: ClassVar[list[models.Index]] = [*Dated.Meta.indexes]

    def __str__(self) -> str:
        return f"{self.body}: {self.post}"

    def get_absolute_url(self) -> str:
        return url("desk:portfolio", key=self.post.key)
