"""``koinon demo-round``: plays the pairing round of the demonstration network as far as solved pairs."""

# ruff: noqa: N999 (the command is called as it is typed)

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from koinon.cooperation.pairing.models import Round
from koinon.project.demo_accounts import is_demonstration
from koinon.project.demo_round import ROUND, play


class Command(BaseCommand):
    help = "Opens, freezes and solves the example round of the demonstration network."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-demo", action="store_true", help="say nothing where there is nothing to play"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        round_ = Round.objects.select_related("edition").filter(key=ROUND, opened_at=None).first()
        if round_ is None or not is_demonstration():
            if options["if_demo"]:
                return
            raise CommandError("There is no example round here that waits to be played.")
        for scenario in play(round_, moment=timezone.now()):
            self.stdout.write(f"{scenario.key}: {scenario.state} {scenario.status} {scenario.total}")
