"""``koinon backup FILE``: the database, the uploaded files and the secret key in one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from koinon.platform.errors import Refused
from koinon.project.keeping import backup


class Command(BaseCommand):
    help = (
        "Keeps the database, the uploaded files and the secret key in one archive, also while the site runs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="where to, koinon-DAY.tar.gz by default")

    def handle(self, *args: Any, **options: Any) -> None:
        moment = timezone.now()
        target: Path = options["file"] or Path(f"koinon-{moment:%Y-%m-%d-%H%M%S}.tar.gz")
        try:
            backup(target, moment)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as wrong:
            raise CommandError(f"{target} cannot be written: {wrong.strerror}.") from wrong
        self.stdout.write(f"{target} ({target.stat().st_size:,} bytes)")
