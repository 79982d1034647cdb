"""Keys: the short, stable name of a record, proposed from its words."""

import re

from django.db import models

from koinon.platform.audit.models import Record
from koinon.platform.folding import fold, pinyin

LONGEST = 100


def slug(words: str) -> str:
    """The words as a key: 广州市 becomes guangzhou-shi, Agnès Bickart agnes-bickart."""
    latin = pinyin(words) if re.search(r"[\u3400-\u9fff]", words) else words
    return re.sub(r"[^a-z0-9]+", "-", fold(latin)).strip("-")[:LONGEST].strip("-")


def propose_key(model: type[Record], *words: object) -> str:
    """A key for a new record that no other of its kind bears: one statement."""
    wish = slug(" ".join(str(word) for word in words if word)) or model._meta.model_name or "record"
    taken = set(
        model._default_manager.filter(models.Q(key=wish) | models.Q(key__startswith=f"{wish}-")).values_list(
            "key", flat=True
        )
    )
    number = 1
    while (key := wish if number == 1 else f"{wish}-{number}") in taken:
        number += 1
    return key
