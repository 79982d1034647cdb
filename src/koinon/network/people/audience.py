"""Who may see what: the one function behind pages, machine interface, search, export, feeds and history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.network.people.seen import Among, Stands, sight_of
from koinon.platform.dates.querysets import SpanQuerySet

if TYPE_CHECKING:
    from koinon.network.people.readers import Reader

M = TypeVar("M", bound=models.Model)


class Audience(models.TextChoices):
    """For whose eyes a record is."""

    PUBLIC = "public", _("public")
    MEMBERS = "members", _("members of the network")
    PARTIES = "parties", _("the parties concerned")
    BODIES = "bodies", _("named bodies")
    SECRETARIAT = "secretariat", _("the secretariat")


class AdmittedBody(models.Model):
    """A body named among those that may see one record whose audience is *named bodies*."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    body = models.ForeignKey("people.Body", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "body"], name="body_admitted_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Audienced(models.Model):
    """A record that says for whose eyes it is."""

    audience = models.CharField(
        _("who may see this"), max_length=12, choices=Audience, default=Audience.PUBLIC
    )

    # Lookups, from the record, to the bodies that are its parties.
    party_paths: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True


def visible(model: type[models.Model], reader: Reader) -> Q:
    """The condition under which the reader may see rows of the model: the secretariat sees all of them."""
    if reader.is_secretariat:
        return Q()
    seen = Q(audience=Audience.PUBLIC)
    if reader.is_member:
        seen |= Q(audience=Audience.MEMBERS)
    if not reader.bodies:
        return seen
    for path in getattr(model, "party_paths", ()):
        own = Among("pk", (model, path, reader.bodies), partial(_of_parties, model, path, reader))
        seen |= Q(own, audience=Audience.PARTIES)
    named = Among("pk", (model, "", reader.bodies), partial(_admitted, model, reader))
    return seen | Q(named, audience=Audience.BODIES)


def _of_parties(model: type[models.Model], path: str, reader: Reader) -> models.QuerySet[Any, Any]:
    return model._default_manager.filter(**{f"{path}__in": reader.bodies}).values("pk")


def _admitted(model: type[models.Model], reader: Reader) -> models.QuerySet[Any, Any]:
    rows = AdmittedBody.objects.filter(kind=model._meta.label_lower, body__in=reader.bodies)
    return rows.values("object_id")


class AudiencedQuerySet(models.QuerySet[M]):
    def visible_to(self, reader: Reader) -> Self:
        """The rows the reader may see; everything a page, an export or a feed shows goes through here."""
        return self.filter(visible(self.model, reader))


class DatedAudiencedQuerySet(SpanQuerySet[M], AudiencedQuerySet[M]):  # type: ignore[override]
    """For records that are both dated and delicate."""


def seen_through(model: type[models.Model], path: str, reader: Reader) -> Q:
    """The condition that the record behind a foreign key, where there is one, may be seen by the reader.

    Asked row by row through the primary key, so it costs the same in a register of any size.
    """
    field = model._meta.get_field(path)
    rows: Any = field.related_model._default_manager  # type: ignore[union-attr]
    seen = Q(Stands(f"{path}_id", (rows.model, sight_of(reader)), partial(rows.visible_to, reader)))
    return seen | Q(**{path: None}) if field.null else seen


class FollowingQuerySet(models.QuerySet[M]):
    """For parts of a record, such as its names: seen by those who may see what they follow, one record or several."""

    def visible_to(self, reader: Reader) -> Self:
        if reader.is_secretariat:
            return self.all()
        follows: str | tuple[str, ...] = self.model.follows  # type: ignore[attr-defined]
        paths = (follows,) if isinstance(follows, str) else follows
        return self.filter(*(seen_through(self.model, path, reader) for path in paths))


class DatedFollowingQuerySet(SpanQuerySet[M], FollowingQuerySet[M]):  # type: ignore[override]
    """For dated parts of a record."""
