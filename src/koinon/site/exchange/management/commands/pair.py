"""``koinon pair ROUND.xlsx --out PAIRS.xlsx``: a round of pairing from a file, without anything on record."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from koinon.platform.errors import Refused
from koinon.site.exchange.opening import open_path
from koinon.site.exchange.round_sheets import WrongCells, read_round
from koinon.site.exchange.round_solving import answer_sheets, solve_round, template, written

UNUSABLE, INFEASIBLE = 2, 3


class Command(BaseCommand):
    help = "Pairs the cities of a workbook and writes the pairs with their reasons into another."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "round", nargs="?", type=Path, help="the round: an XLSX, a zip or a folder of CSV"
        )
        parser.add_argument("--out", type=Path, help="where to write the pairs; ROUND-pairs.xlsx if absent")
        parser.add_argument("--template", type=Path, metavar="FILE", help="write an empty round and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["template"]:
            self._write(options["template"], template())
            return
        source: Path | None = options["round"]
        if source is None:
            raise CommandError(
                "Say which round: koinon pair ROUND.xlsx --out PAIRS.xlsx", returncode=UNUSABLE
            )
        target: Path = options["out"] or source.with_name(f"{source.stem}-pairs.xlsx")
        try:
            solved = solve_round(read_round(open_path(source)))
        except WrongCells as wrong:
            raise CommandError(f"{len(wrong.cells)} wrong:\n{wrong}", returncode=UNUSABLE) from wrong
        except Refused as refused:
            raise CommandError(str(refused), returncode=UNUSABLE) from refused
        self._write(target, written(answer_sheets(solved)))
        if solved.is_infeasible:
            why = "\n".join(one.why for one in solved.answer.relax) or "No pairing of these cities is stable."
            self.stderr.write(why)
            sys.exit(INFEASIBLE)
        answer = solved.answer
        self.stdout.write(
            f"{len(answer.pairs)} pairs, total {answer.total}, at most {answer.bound}: {answer.status}"
        )

    def _write(self, target: Path, content: bytes) -> None:
        try:
            target.write_bytes(content)
        except OSError as trouble:
            raise CommandError(
                f"{target} cannot be written: {trouble.strerror}", returncode=UNUSABLE
            ) from trouble
        self.stdout.write(str(target))
