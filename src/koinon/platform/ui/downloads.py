"""A list to take along in the format its address asks for: every list offers the same ones."""

from collections.abc import Callable, Iterable, Sequence

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from koinon.platform.ui.csv_download import csv_answer
from koinon.platform.ui.xlsx_download import xlsx_answer

Rows = Iterable[Sequence[object]]
FORMATS: dict[str, Callable[[str, Sequence[str], Rows], HttpResponseBase]] = {
    "csv": csv_answer,
    "xlsx": xlsx_answer,
}


def download(
    request: HttpRequest, name: str, header: Sequence[str], rows: Callable[[], Rows]
) -> HttpResponseBase | None:
    """The list as a file where ``?format=`` asks for one, else nothing; only then are the rows asked for."""
    written = FORMATS.get(request.GET.get("format", ""))
    return written(name, header, rows()) if written else None
