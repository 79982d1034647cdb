"""``koinon restore FILE``: puts a backup in place of what is there, and keeps what was there beside it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from koinon.platform.errors import Refused
from koinon.project.keeping import restore


class Command(BaseCommand):
    help = "Puts a backup in place of what is there. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            card = restore(options["file"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Restored the backup of {card['made_at']}.")
