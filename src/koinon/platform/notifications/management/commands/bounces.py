"""``koinon bounces``: read delivery reports, so that a letter that came back is known to have come back."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from koinon.platform.notifications.bounces import hear_reports


class Command(BaseCommand):
    help = "Reads a delivery report, or a mailbox file of them, from a file or from the standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", help="a mail or an mbox file; - is the standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        data = sys.stdin.buffer.read() if options["file"] == "-" else Path(options["file"]).read_bytes()
        heard = hear_reports(data, moment=timezone.now())
        self.stdout.write(f"{heard.bounced} bounced, {heard.delivered} delivered, {heard.ignored} ignored.")
