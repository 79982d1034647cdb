"""How questions may be written: a day as ISO 8601 has it, a word of a fixed set; anything else is said to be wrong."""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Annotated, Any

from django.db import models
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from koinon.platform.dates import Holds

ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def iso_day(written: Any) -> Any:
    """The day as it is written: a number is no day, though pydantic would count seconds with it."""
    if isinstance(written, str) and ISO.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    elif written is None or isinstance(written, date):
        return written
    raise PydanticCustomError("day", "{words}", {"words": _("Give a day as YYYY-MM-DD, such as 2016-10-14.")})


def some_of(words: Iterable[str]) -> AfterValidator:
    """Only these words, several of them parted by commas; left empty, it asks nothing."""
    return AfterValidator(partial(_known, known=tuple(words)))


def one_of(choices: type[models.TextChoices]) -> AfterValidator:
    """One of these words; left empty, it asks nothing."""
    return AfterValidator(partial(_known, known=tuple(choices.values), parting=None))


def _known(written: str, *, known: tuple[str, ...], parting: str | None = ",") -> str:
    if not written or set(written.split(parting) if parting else [written]) <= set(known):
        return written
    told = _("Give one of these words: %(words)s.") % {"words": ", ".join(known)}
    raise PydanticCustomError("word", "{words}", {"words": told})


IsoDay = Annotated[date, BeforeValidator(iso_day)]
Holding = Annotated[str, some_of(one.value for one in Holds)]
