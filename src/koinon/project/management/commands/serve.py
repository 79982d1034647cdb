"""``koinon serve``: the site, its task worker and its timetable, in the foreground until Ctrl-C."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from koinon.project.serving import Household, is_taken, koinon_command, web_command

HIGHEST = 65_535


def port_number(text: str) -> int:
    """A port, as PORT or --port gives it."""
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST:
        raise ArgumentTypeError(f"“{text}” is no port; give a number up to {HIGHEST}, such as 8000")
    return int(text)


class Command(BaseCommand):
    help = "Serves the site with its task worker beside it, until Ctrl-C."
    requires_system_checks = []  # the command line runs this one without the rooms, which are what is checked

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=port_number, default=os.environ.get("PORT", "8000"))
        parser.add_argument("--workers", type=int, default=os.environ.get("KOINON_WORKERS", "2"))

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        if is_taken(port):
            raise CommandError(
                f"Port {port} is taken by another program, or not open to you. "
                f"Set another one: PORT={port + 1 if 1023 < port < HIGHEST else 8000} make run"
            )
        # Letters are written by the worker, which knows the address of the site only from here.
        os.environ["PORT"] = str(port)
        self.stdout.write(f"Koinon answers at http://127.0.0.1:{port}/  (Ctrl-C stops it)")
        self.stdout.flush()
        worker = koinon_command("db_worker", "--queue-name", "*", "--no-startup-delay")
        sys.exit(Household([web_command(port, options["workers"]), worker], port).run())
