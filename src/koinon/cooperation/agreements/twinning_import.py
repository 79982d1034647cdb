"""A list of twin cities, from the file to the record: read it, resolve it, show what is doubtful, record it.

The door of an import calls, in this order::

    rows = read_twinnings(path)                      # WrongList when it is no such list
    plan = resolve_twinnings(rows, progress=report)  # pure; report(done, total) may raise to stop
    effect = twinning_effect(plan)                   # the dry run: what would be recorded
    record_twinnings(plan, by=reader, on=day)        # one transaction; again: changes nothing
    write_doubtful(plan, file)                       # CSV for a person, who fills in GeoNames numbers
                                                     # and gives it back to read_twinnings
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.cooperation.agreements.twinning_ends import Doubt, End
from koinon.cooperation.agreements.twinning_recording import (
    TwinningEffect,
    record_twinnings,
    twinning_effect,
)
from koinon.cooperation.agreements.twinning_resolving import (
    Doubtful,
    TwinningPlan,
    TwinningRow,
    resolve_twinnings,
)
from koinon.network.places.gazetteer import Candidate
from koinon.platform.errors import Refused

__all__ = [
    "COLUMNS",
    "DOUBTS",
    "TwinningEffect",
    "TwinningPlan",
    "TwinningRow",
    "WrongList",
    "read_twinnings",
    "record_twinnings",
    "resolve_twinnings",
    "twinning_effect",
    "twinning_rows",
    "write_doubtful",
]

COLUMNS = ("city1", "country1", "city2", "country2")
NUMBERS = ("geonames1", "geonames2")  # optional: a person's decision
LONGEST, MOST = 200, 200_000  # characters in a cell, rows in a list

DOUBTS = {
    Doubt.COUNTRY: gettext_lazy("the country is not known, or could be several"),
    Doubt.UNKNOWN: gettext_lazy("no city of this name is known in this country"),
    Doubt.SEVERAL: gettext_lazy("several cities of this country have this name"),
    Doubt.PART: gettext_lazy("this seems to be a part of a city, and the part is not known"),
    Doubt.AREA: gettext_lazy("this seems to be a district or county, not a city"),
}


class WrongList(Refused):
    """The file is not a list of twin cities, or not one that can be read."""


def read_twinnings(path: str | Path) -> list[TwinningRow]:
    """The rows of a CSV file in UTF-8; raises WrongList naming what is wrong."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return twinning_rows(csv.DictReader(file, strict=True))
    except UnicodeDecodeError as error:
        raise WrongList(_("The file is not a CSV text in UTF-8. Save it as “CSV UTF-8”.")) from error
    except csv.Error as error:
        raise WrongList(_("The file is not a well-formed CSV: %(error)s") % {"error": error}) from error


def twinning_rows(table: Iterable[Mapping[Any, object]]) -> list[TwinningRow]:
    """The rows of a table already read, one mapping of column to cell each; empty rows are passed over."""
    rows = []
    for number, cells in enumerate(table, start=2):
        if number == 2:
            _refuse_lacking(cells)
        if number > MOST:
            raise WrongList(_("The list is longer than %(most)s rows. Divide it.") % {"most": MOST})
        row = TwinningRow(number, *(_cell(cells, name, number) for name in COLUMNS + NUMBERS))
        if any(row[1:5]):
            rows.append(row)
    if not rows:
        raise WrongList(_("The list has no rows."))
    return rows


def write_doubtful(plan: TwinningPlan, file: TextIO) -> None:
    """The doubtful rows as a CSV that can be read again once the GeoNames numbers are filled in.

    The number of an end that is known stands there already, the reason and the candidates beside the other.
    """
    out = csv.writer(file)
    out.writerow(["row", *COLUMNS, *NUMBERS, "doubt1", "candidates1", "doubt2", "candidates2"])
    for doubtful in plan.doubtful:
        out.writerow(_line(doubtful))


def _line(doubtful: Doubtful) -> list[str]:
    row, (one, other) = doubtful
    numbers = [str(end.place.geonames_id) if end.place else "" for end in (one, other)]
    return [str(row.number), *map(_harmless, row[1:5]), *numbers, *_why(one), *_why(other)]


def _why(end: End) -> tuple[str, str]:
    if end.doubt is None:
        return "", ""
    return str(DOUBTS[end.doubt]), "; ".join(map(candidate_words, end.candidates))


def candidate_words(candidate: Candidate) -> str:
    """A candidate in a line: 2924802 Friedberg, Hesse, 27,484."""
    place = candidate.place
    inhabitants = f"{place.population:,}" if place.population else ""
    parts = (f"{place.geonames_id} {place.name}", place.unit, inhabitants)
    return ", ".join(part for part in parts if part)


def _harmless(cell: str) -> str:
    """The cell so that a spreadsheet takes it for text and not for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell


def _refuse_lacking(cells: Mapping[Any, object]) -> None:
    lacking = [name for name in COLUMNS if name not in cells]
    if lacking:
        raise WrongList(_("The list lacks the columns %(names)s.") % {"names": ", ".join(lacking)})


def _cell(cells: Mapping[Any, object], name: str, number: int) -> str:
    text = str(cells.get(name) or "").strip()
    if len(text) > LONGEST:
        raise WrongList(
            _("Row %(row)s, column %(column)s: the text is too long.") % {"row": number, "column": name}
        )
    return text
