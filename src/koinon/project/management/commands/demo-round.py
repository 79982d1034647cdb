"""``koinon demo-round``: plays rounds, award and open call of the demonstration; ``koinon demo`` ends with it."""

# ruff: noqa: N999 (the command is called as it is typed)

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from koinon.platform.notifications.commands import withdraw_message
from koinon.platform.notifications.models import Message, State
from koinon.project.demo_accounts import is_demonstration
from koinon.project.demo_award import play as play_award
from koinon.project.demo_call import play as open_call
from koinon.project.demo_round import play


class Command(BaseCommand):
    help = "Plays the examples of the demonstration network: three pairing rounds, a cycle of an award, an open call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-demo", action="store_true", help="say nothing where there is nothing to play"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        moment = timezone.now()
        told = [*play(moment), *play_award(moment), *open_call(moment)] if is_demonstration() else []
        if told:
            take_letters_back()
        if not told and not options["if_demo"]:
            raise CommandError("There is no example round here that waits to be played.")
        for line in told:
            self.stdout.write(line)


def take_letters_back() -> None:
    """Those invented have no address: nobody waits for their letters, which would all stand in red in the ledger."""
    waiting = Message.objects.filter(state__in=(State.PLANNED, State.HELD), mailbox=None)
    for unique in waiting.values_list("unique", flat=True):
        withdraw_message(unique)
