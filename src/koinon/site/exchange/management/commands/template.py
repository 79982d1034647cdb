"""``koinon template FILE``: the empty workbook, with every sheet and column explained."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from koinon.site.exchange import writing
from koinon.site.exchange.management.commands.export import NO_WORKBOOK


class Command(BaseCommand):
    help = "Writes the empty workbook: FILE.xlsx, FILE.zip, or a folder of CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="FILE.xlsx, FILE.zip, or a folder for CSV files")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        if target.suffix.lower() in NO_WORKBOOK:
            raise CommandError("Give FILE.xlsx, FILE.zip, or the name of a folder for CSV files.")
        try:
            if target.suffix.lower() == ".xlsx":
                target.write_bytes(writing.template_xlsx())
            else:
                writing.write(writing.empty_sheets(), target)
        except OSError as wrong:
            raise CommandError(f"{target} cannot be written: {wrong.strerror}.") from wrong
        self.stdout.write(str(target))
