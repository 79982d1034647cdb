"""``koinon demo``: the demonstration network, read through the same door as any workbook."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from koinon.site.exchange.bringing_forward import bring_forward, months_gone_by
from koinon.site.exchange.emptiness import has_records

# Beside the source; an installed package is told by KOINON_DEMO where the folder lies.
BESIDE = Path(__file__).resolve().parents[6] / "demo"


class Command(BaseCommand):
    help = "Loads the demonstration network into an empty record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="say nothing where there are records already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if has_records():
            if options["if_empty"]:
                return
            raise CommandError(
                "There are records already; the demonstration network goes into an empty record only."
            )
        folder = Path(os.environ.get("KOINON_DEMO") or BESIDE)
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}; KOINON_DEMO says where it lies.")
        with TemporaryDirectory() as beside:
            if months := months_gone_by(timezone.localdate()):
                bring_forward(folder, Path(beside) / folder.name, months)
                folder = Path(beside) / folder.name
            call_command("import", folder, stdout=self.stdout, stderr=self.stderr)
        # Rounds come as they were prepared; what was done in them is done by the commands of their room.
        call_command("demo-round", "--if-demo", stdout=self.stdout)
