"""Role: a person *or* a body holds a post, or bears a title, for a span."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from koinon.network.people.audience import Audienced, DatedAudiencedQuerySet, seen_through
from koinon.network.people.bodies import Body
from koinon.network.people.persons import Person
from koinon.network.people.posts import Post
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.dates.spans import Holds, holding, surely_holding

# How far a chain of posts held by virtue of one another is followed; longer ones are refused when recorded.
CHAIN = 2


class RoleQuerySet(DatedAudiencedQuerySet["Role"]):  # type: ignore[override]
    """A role ends with its own end, its holder's, its body's, or that of the role that carries it."""

    def holding(self, on: date) -> Self:
        """Those held on the day, surely or possibly. One statement."""
        return self.filter(holding(on) & unended(on, "latest") & carried(on, sure=False))

    def surely_holding(self, on: date) -> Self:
        """Those of which it is certain. One statement."""
        return self.filter(surely_holding(on) & unended(on, "earliest") & carried(on, sure=True))

    def with_holds(self, on: date) -> Self:
        """Each with ``held``: 'yes', 'possibly' or 'no'."""
        sure = surely_holding(on) & unended(on, "earliest") & carried(on, sure=True)
        perhaps = holding(on) & unended(on, "latest") & carried(on, sure=False)
        return self.annotate(
            held=Case(
                When(sure, then=Value(Holds.YES.value)),
                When(perhaps, then=Value(Holds.POSSIBLY.value)),
                default=Value(Holds.NO.value),
                output_field=CharField(),
            )
        )

    def with_end(self) -> Self:
        """Each with ``over_earliest`` and ``over_latest``: its end, the holder's and the body's taken in."""
        return self.annotate(over_earliest=first_end("earliest"), over_latest=first_end("latest"))

    def visible_to(self, reader: Reader) -> Self:
        """Roles that may be seen, of people and bodies that may be seen: a role gives their names away."""
        seen = super().visible_to(reader)
        if reader.is_secretariat:
            return seen
        for path in ("person", "holder", "of", "sits_for"):
            seen = seen.filter(seen_through(Role, path, reader))
        return seen

    def in_order(self) -> Self:
        """By rank in protocol, the unranked last, then by seniority."""
        rank = Case(When(post__rank__gt=0, then=F("post__rank")), default=Value(UNRANKED))
        return self.order_by(rank, "starts_earliest", "id")


UNRANKED = 32767
# What ends a role from outside: the death of the person, the end of the body that holds it or it is held in.
# An end that nobody wrote down is no end.
ENDERS = ("person__died", "holder__ends", "of__ends")


def unended(on: date, edge: str) -> Q:
    """Nothing from outside ended the role before the day: surely (``earliest``) or possibly (``latest``)."""
    still = Q()
    for ender in ENDERS:
        # The first test also passes where there is no such person or body.
        unsaid = Q(**{f"{ender}_edtf": ""}) | Q(**{f"{ender}_edtf": None})
        still &= unsaid | Q(**{f"{ender}_{edge}__gte": on})
    return still


def carried(on: date, *, sure: bool, depth: int = CHAIN) -> Q:
    """A post held by virtue of another is held until the same holder's role in that other one ends.

    That role may have begun on a day unknown: the one by virtue of it says when it began itself. It must
    have begun by the day, though, where it surely began later than the role it carries. A role whose
    carrier is not on record stands for itself.
    """
    same = Q(person=OuterRef("person")) | Q(holder=OuterRef("holder"))
    below = Role.objects.filter(same, post=OuterRef("post__by_virtue_of"))
    held = below.filter(holding(on) & unended(on, "earliest" if sure else "latest"))
    if sure:
        begun = Q(starts_latest__lte=on) | Q(starts_earliest__lte=OuterRef("starts_latest"))
        held = held.filter(begun, ends_earliest__gte=on)
    if depth > 1:
        held = held.filter(carried(on, sure=sure, depth=depth - 1))
    return Q(post__by_virtue_of=None) | ~Exists(below) | Exists(held)


def first_end(edge: str) -> Least:
    """The earliest of the ends that are known, as an SQL expression."""
    return Least(F(f"ends_{edge}"), *(_known_or_last(ender, edge) for ender in ENDERS))


def _known_or_last(ender: str, edge: str) -> Coalesce:
    last = Value(date.max, output_field=DateField())
    unsaid = When(Q(**{f"{ender}_edtf": ""}), then=last)
    return Coalesce(Case(unsaid, default=F(f"{ender}_{edge}"), output_field=DateField()), last)


class Role(Record, Dated, Audienced):
    """Holder × post (or free title) × body × span. Exactly one of person and holder is set."""

    held: str  # what `with_holds` annotates, told to the type checker

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("person"), related_name="roles"
    )
    holder = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("body that holds it"),
        related_name="offices",
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, verbose_name=_("post"), related_name="roles"
    )
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("as the source gives it, where no post is on record"),
    )
    of = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="roles")
    sits_for = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("sits for"), related_name="seats"
    )
    acting = models.BooleanField(_("acting"), default=False)

    objects: ClassVar[RoleQuerySet] = RoleQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("of_id", "holder_id", "sits_for_id")

    class Meta:
        ordering = ["of", "starts_earliest", "id"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person=None, holder__isnull=False) | Q(person__isnull=False, holder=None),
                name="role_has_one_holder",
                violation_error_message=_("Choose the person or the body that holds it: one of them."),
            ),
            models.CheckConstraint(
                condition=~Q(post=None, title=""),
                name="role_has_post_or_title",
                violation_error_message=_("Choose a post, or write the title and choose the body."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *Dated.Meta.indexes,
            models.Index(fields=["post", "starts_earliest", "ends_latest"]),
            models.Index(fields=["person", "starts_earliest"]),
        ]

    def __str__(self) -> str:
        return self.title or str(self.post)

    def get_absolute_url(self) -> str:
        """A role is told on the page of whoever holds it."""
        return (self.person or self.holder or self.of).get_absolute_url()
