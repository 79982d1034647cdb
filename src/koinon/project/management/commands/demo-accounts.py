"""``koinon demo-accounts``: who can sign in to the demonstration network, and with which password."""

# ruff: noqa: N999 (the command is called as it is typed)

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from koinon.platform.errors import Refused
from koinon.project.demo_accounts import is_demonstration, set_up_examples

KEPT_IN = "demo-sign-ins.txt"


class Command(BaseCommand):
    help = "Makes the example accounts of the demonstration network, and prints how to sign in with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-demo", action="store_true", help="say nothing on any other network")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_demo"] and not is_demonstration():
            return
        path, now = settings.HOME / KEPT_IN, timezone.now()
        try:
            sign_ins = set_up_examples(path, on=timezone.localdate(now), moment=now)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Example accounts of the demonstration network (also in {path}):")
        for one in sign_ins:
            self.stdout.write(f"  {one}")
