"""Filters by the key of another record: what the asker may not see answers as a key that nobody has."""

from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from koinon.network.people.readers import Reader


def pointing(model: type[models.Model], reader: Reader, keys: Mapping[str, str]) -> Q:
    """The condition that the record at each path has the key given and may be seen; empty keys ask nothing."""
    wanted = Q()
    for path, key in keys.items():
        if key:
            there = _model_at(model, path)._default_manager.visible_to(reader)  # type: ignore[attr-defined]
            wanted &= Q(**{f"{path}__in": there.filter(key=key).values("pk")})
    return wanted


def _model_at(model: type[models.Model], path: str) -> type[models.Model]:
    for name in path.split("__"):
        related = model._meta.get_field(name).related_model
        assert isinstance(related, type)  # a path leads through foreign keys
        model = related
    return model
