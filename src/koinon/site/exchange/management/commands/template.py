"""``koinon template FILE``: the empty workbook, with every sheet and column explained."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from koinon.site.exchange import writing


class Command(BaseCommand):
    help = "Writes the empty workbook: FILE.xlsx, FILE.zip, or a folder of CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="FILE.xlsx, FILE.zip, or a folder for CSV files")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        try:
            if target.suffix.lower() == ".xlsx":
                target.write_bytes(writing.template_xlsx())
            else:
                writing.write(writing.empty_sheets(), target)
        except OSError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(str(target))
