"""``koinon remind``: plan every letter due by a day and send what is due; ``koinon serve`` starts it each morning."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from koinon.platform.notifications.planners import plan_all
from koinon.platform.notifications.queries import standing
from koinon.platform.notifications.tasks import send_due


class Command(BaseCommand):
    help = "Plans the letters due by the day and sends them; those sent before are not sent again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
        parser.add_argument("--by-worker", action="store_true", help="leave the sending to the task worker")

    def handle(self, *args: Any, **options: Any) -> None:
        on: date = options["on"] or timezone.localdate()
        planned = plan_all(on)
        if options["by_worker"]:
            send_due.enqueue(on.isoformat())
        else:
            send_due.call(on.isoformat())
        now = standing(on)
        for name in planned.failed:
            self.stderr.write(f"The planner {name} broke down; see the log.")
        self.stdout.write(f"{now.expected} letters expected, {now.left} sent, {now.missing} not.")
