"""What rests on a decision, in whatever room: found by the foreign keys that point at it, without knowing the rooms."""

from collections.abc import Iterator

from django.db import models

from koinon.network.governance.models import Decision
from koinon.platform.audit.models import Record


def citing(decision: Decision) -> Iterator[Record]:
    """The records of other rooms that point at the decision, in a fixed order."""
    relations = [
        one for one in Decision._meta.get_fields(include_hidden=True) if isinstance(one, models.ManyToOneRel)
    ]
    for relation in sorted(relations, key=lambda one: one.related_model._meta.label_lower):
        model = relation.related_model
        if issubclass(model, Record) and model._meta.app_label != Decision._meta.app_label:
            yield from model._default_manager.filter(**{relation.field.name: decision}).order_by("pk")
