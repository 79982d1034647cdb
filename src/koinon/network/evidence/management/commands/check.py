"""``koinon check``: run the rules and print what they found. Django's own check is ``koinon djcheck``."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from koinon.network.evidence.commands import run_rules
from koinon.network.evidence.inbox import Finding
from koinon.network.evidence.queries import inbox, told
from koinon.network.people.readers import SYSTEM


class Command(BaseCommand):
    help = "Looks for contradictions and gaps in the record and prints the findings that are open."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help='print {"items": […], "count": n}')

    def handle(self, *args: Any, **options: Any) -> None:
        moment = timezone.now()
        run = run_rules(on=timezone.localdate(moment), moment=moment)
        findings = list(inbox(SYSTEM, state="open"))
        for name in run.failed:
            self.stderr.write(f"The rule {name} broke down; see the log.")
        if options["json"]:
            items = told(findings, SYSTEM)
            self.stdout.write(json.dumps({"items": items, "count": len(items)}, ensure_ascii=False, indent=2))
        else:
            self.print_in_words(findings, run.new)

    def print_in_words(self, findings: list[Finding], new: int) -> None:
        for finding in findings:
            self.stdout.write(f"{finding.headline}\n    {finding.words}\n    {finding.rule}  {finding.key}")
        self.stdout.write(f"{len(findings)} open, {new} of them new.")
