"""DayField: one name on the model, four plain columns in the table."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models
from django.utils.translation import gettext as _

from koinon.platform.dates.bounds import FIRST, LAST, LONGEST
from koinon.platform.dates.days import UNKNOWN, WORDS_KEPT, Day, day_from
from koinon.platform.errors import Refused

if TYPE_CHECKING:
    from django.core.checks import CheckMessage
    from django.forms import Field as FormField

    DayFieldBase = models.Field[Day | date | str | None, Day]
else:
    DayFieldBase = models.Field

PARTS = ("edtf", "words", "earliest", "latest")


class OpenNotAllowed(Refused):
    """This day must lie in the calendar: it cannot be open."""

    def __init__(self, *, field: str = "") -> None:
        super().__init__(_("This date cannot be open: write a date, or “unknown”."), field=field)


def day_columns(name: str) -> tuple[str, str, str, str]:
    """The names of the columns of a Day field, for ``only()``, ``values()`` and ``save(update_fields=)``."""
    return (f"{name}_edtf", f"{name}_words", f"{name}_earliest", f"{name}_latest")


def day_values(name: str, day: Day) -> dict[str, str | date]:
    """The columns and what goes into them, for ``QuerySet.update(**day_values("starts", day))``."""
    return dict(zip(day_columns(name), (day.edtf, day.words, day.earliest, day.latest), strict=True))


class DayAttribute:
    """What reads and sets the four columns of an instance as one Day."""

    def __init__(self, field: "DayField") -> None:
        self.field = field
        self.columns = day_columns(field.name)

    def __get__(self, instance: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        return day_from(getattr(instance, self.columns[0]), getattr(instance, self.columns[1]))

    def __set__(self, instance: models.Model, value: Day | date | str | None) -> None:
        day = as_day(value)
        if day.is_open and not self.field.open_allowed:
            raise OpenNotAllowed(field=self.field.name)
        for column, part in day_values(self.field.name, day).items():
            setattr(instance, column, part)


def as_day(value: Day | date | str | None) -> Day:
    """What a Day field accepts: a Day, a date, EDTF text, or nothing for unknown."""
    if isinstance(value, Day):
        return value
    if isinstance(value, date):
        return Day.of(value)
    return day_from(value) if value else UNKNOWN


class DayField(DayFieldBase):
    """A virtual field: ``starts = DayField()`` gives ``starts_edtf``, ``_words``, ``_earliest``, ``_latest``.

    Only the columns are seen by migrations and by queries: ask ``starts_earliest__lte=…``.
    """

    def __init__(
        self,
        verbose_name: Any = None,
        *,
        blank: bool = True,
        open_allowed: bool = False,
        db_index: bool = True,
        help_text: Any = "",
    ) -> None:
        super().__init__(verbose_name=verbose_name, blank=blank, help_text=help_text)
        self.open_allowed, self.indexed = open_allowed, db_index

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Add the columns, unless they came down from an abstract or concrete parent already."""
        super().contribute_to_class(cls, name, private_only=True)
        if not getattr(self, "mti_inherited", False):
            present = {field.name for field in cls._meta.local_fields}
            for column, concrete in zip(day_columns(name), self.concrete_fields(), strict=True):
                if column not in present:
                    cls.add_to_class(column, concrete)
        setattr(cls, name, DayAttribute(self))

    def concrete_fields(self) -> "tuple[models.Field[Any, Any], ...]":
        """The four columns, in the order of ``day_columns``; not editable one by one."""
        return (
            models.CharField(max_length=LONGEST, blank=self.blank, default="", editable=False),
            models.CharField(max_length=WORDS_KEPT, blank=True, default="", editable=False),
            models.DateField(default=FIRST, db_index=self.indexed, editable=False),
            models.DateField(default=LAST, db_index=self.indexed, editable=False),
        )

    def get_attname_column(self) -> tuple[str, Any]:
        """No column of its own."""
        return self.get_attname(), None

    def check(self, **kwargs: Any) -> "list[CheckMessage]":
        """Nothing of its own: the columns check themselves."""
        return []

    def get_col(self, alias: Any, output_field: Any = None) -> Any:
        """A Day has no one column to compare with."""
        raise FieldError(
            f"Ask {self.name}_earliest, {self.name}_latest or holding(on): {self.name} is four columns."
        )

    @property
    def cached_col(self) -> Any:
        """See ``get_col``."""
        return self.get_col(None)

    def formfield(self, **kwargs: Any) -> "FormField":
        """The input in which people type it."""
        from koinon.platform.dates.forms import DayInput

        return DayInput(
            label=kwargs.get("label", self.verbose_name),
            required=not self.blank,
            help_text=kwargs.get("help_text", self.help_text),
            open_allowed=self.open_allowed,
        )
