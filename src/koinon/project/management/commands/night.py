"""``koinon night``: what is done once a night; ``koinon serve`` starts it by itself."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from koinon.cooperation.calls.draft_sweeping import sweep_drafts
from koinon.cooperation.learning.certificate_forgetting import forget_holders
from koinon.cooperation.practices.asking_commands import forget_questions
from koinon.network.events.forgetting import forget_registrants
from koinon.network.evidence.commands import run_rules
from koinon.network.people.commands import remove_old_contacts
from koinon.network.people.readers import SYSTEM


class Command(BaseCommand):
    help = (
        "Removes contact details, registrants and drafts past their day, "
        "and lets the rules look at the record again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        moment = timezone.now()
        on = timezone.localdate(moment)
        removed = remove_old_contacts(by=SYSTEM, on=on)
        forgotten = forget_registrants(by=SYSTEM, on=on)
        holders = forget_holders(by=SYSTEM, on=on)
        forget_questions(by=SYSTEM, on=on)
        drafts = sweep_drafts(by=SYSTEM, on=on)
        run = run_rules(on=on, moment=moment)
        for name in run.failed:
            self.stderr.write(f"The rule {name} broke down; see the log.")
        self.stdout.write(
            f"{removed} contacts removed, {forgotten} registrants and "
            f"{holders} holders of certificates forgotten, {drafts} drafts never sent removed; "
            f"{run.new} new findings, {run.gone} gone."
        )
