"""``koinon export FILE``: everything on record as XLSX, as a zip of CSV, or as a folder of CSV."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from koinon.network.people.readers import PUBLIC, SYSTEM
from koinon.platform.errors import Refused
from koinon.site.exchange import writing
from koinon.site.exchange.exporting import written_workbook

# Names of single files that are no workbook: a folder is never meant by them.
NO_WORKBOOK = {".csv", ".txt", ".json", ".xls", ".xlsm", ".ods", ".pdf"}


class Command(BaseCommand):
    help = "Writes the whole record into a workbook that imports again to the identical network."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="FILE.xlsx, FILE.zip, or a folder for CSV files")
        parser.add_argument("--public", action="store_true", help="only what the public may see")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        if target.suffix.lower() in NO_WORKBOOK:
            raise CommandError("Give FILE.xlsx, FILE.zip, or the name of a folder for CSV files.")
        sheets = written_workbook(PUBLIC if options["public"] else SYSTEM)
        try:
            writing.write(sheets, target)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as wrong:
            raise CommandError(f"{target} cannot be written: {wrong.strerror}.") from wrong
        rows = sum(len(one.rows) for one in sheets)
        self.stdout.write(f"{target}: {rows} rows in {sum(bool(one.rows) for one in sheets)} sheets")
