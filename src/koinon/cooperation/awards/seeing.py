"""Which reviews a juror may read besides the own, as a condition: the row of the table in `sight` that SQL asks."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from koinon.network.people.readers import Reader


def others_shown(reader: Reader, prefix: str) -> Q:
    """The condition on a row that leads to a review (``prefix``): one's own; the others' by the rule of the phase.

    At once, after one's own of the same entry is sent, or when scoring is closed; never of an entry with
    which the reader has a conflict of interest.
    """
    if reader.person_id is None or "juror" not in reader.functions:
        return Q(pk__in=[])
    reviews = apps.get_model("awards", "Review").objects
    assignments = apps.get_model("awards", "Assignment").objects
    conflicts = apps.get_model("awards", "Conflict").objects
    own = assignments.of_reader(reader).values("pk")
    told = reviews.filter(
        assignment__phase__panel__jurors__person=reader.person_id,
        assignment__phase__panel__body__in=reader.bodies,
        sent_at__isnull=False,
        assignment__withdrawn_at=None,
    )
    sent = reviews.filter(
        assignment__juror__person=reader.person_id,
        assignment__phase=OuterRef("assignment__phase"),
        assignment__entry=OuterRef("assignment__entry"),
        sent_at__isnull=False,
    )
    shown = (
        Q(assignment__phase__closed_at__isnull=False)
        | Q(assignment__phase__scores_shown_to_panel="always")
        | (Q(assignment__phase__scores_shown_to_panel="after") & Exists(sent))
    )
    barred = conflicts.standing().filter(juror__person=reader.person_id, entry=OuterRef("assignment__entry"))
    others = told.filter(shown).filter(~Exists(barred)).values("pk")
    path = prefix.rstrip("_") or "pk"
    return Q(**{f"{prefix}assignment__in": own}) | Q(**{f"{path}__in": others})
