"""FoldedField: a column that says again what others say, folded, for finding names as people type them."""

from __future__ import annotations

from typing import Any

from django.db import models

from koinon.platform.folding import fold, has_han, initials, pinyin

LONGEST = 600


def spellings(*texts: str) -> str:
    """Every way the texts may be typed, folded: 陈国 is also *chenguo* and *cg*; each only once."""
    found: dict[str, None] = {}
    for text in texts:
        found[fold(text)] = None
        if has_han(text):
            found |= {fold(pinyin(text)): None, fold(initials(text)): None}
    return " ".join(words for words in found if words)[:LONGEST]


class FoldedField(models.CharField[str, str]):
    """Filled from the fields of the names given, whenever the row is saved, one by one or in bulk."""

    repeats = True

    def __init__(self, *, of: tuple[str, ...], **kwargs: Any) -> None:
        self.of = of
        kwargs |= {"max_length": LONGEST, "blank": True, "default": "", "editable": False}
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        """What a migration needs to know."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Fold the names as they are saved."""
        folded = spellings(*(str(getattr(model_instance, name)) for name in self.of))
        setattr(model_instance, self.attname, folded)
        return folded


def typed_like(text: str, *columns: str) -> models.Q:
    """The condition that every word typed stands somewhere in one of the folded columns."""
    wanted = models.Q()
    for word in fold(text).split():
        one = models.Q()
        for column in columns:
            one |= models.Q(**{f"{column}__contains": word})
        wanted &= one
    return wanted
