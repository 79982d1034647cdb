"""``koinon import FILE``: a workbook, a folder of CSV or one CSV, every wrong cell named."""  # noqa: N999

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from koinon.network.evidence.commands import run_rules
from koinon.network.people.readers import SYSTEM
from koinon.platform.errors import Refused
from koinon.site.exchange.headers import name_of, unknown_sheet
from koinon.site.exchange.opening import CannotRead, Table, open_path
from koinon.site.exchange.progress import ProgressLine
from koinon.site.exchange.sheets import workbook
from koinon.site.exchange.works import Work, work_of

WRONG_CELLS = 2
MOST_TOLD = 200


class Command(BaseCommand):
    help = "Reads a workbook (XLSX, a folder or zip of CSV, one CSV) into the record, all of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="XLSX, .csv, .zip of CSV, or a folder of CSV")
        parser.add_argument("--as", dest="subject", default="", help="the sheet a CSV is, such as twinnings")
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would happen and change nothing"
        )
        parser.add_argument(
            "--doubtful",
            type=Path,
            metavar="CSV",
            help="write what is left to a person of a list of twin cities, with candidates; "
            "fill in the GeoNames numbers and import it again",
        )
        parser.add_argument("--json", action="store_true", help="answer in JSON on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        line = ProgressLine(sys.stderr)
        try:
            refuse_unknown(options["subject"])
            work = work_of(open_path(path, options["subject"]), name=path.name)
            found = work.dry_run(line.show, whole=options["json"])
            if options["doubtful"]:
                options["doubtful"].write_bytes(work.doubtful())
        except (Refused, OSError) as refused:
            raise CommandError(str(refused), returncode=WRONG_CELLS) from refused
        finally:
            line.end()
        found["applied"] = False
        wrong = found["wrong_total"] or (found["doubts"] and found["doubts_total"])
        if not wrong and not options["dry_run"]:
            self.write(work, found, line)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            self.tell(found, options["dry_run"])
        if wrong:
            self.complain(found)
            sys.exit(WRONG_CELLS)

    def write(self, work: Work, found: dict[str, Any], line: ProgressLine) -> None:
        """Write it all in one transaction, then look for findings."""
        moment = timezone.now()
        try:
            entry = work.write(by=SYSTEM, moment=moment, report=line.show)
        except Refused as refused:
            raise CommandError(str(refused), returncode=WRONG_CELLS) from refused
        finally:
            line.end()
        found["applied"], found["entry"] = True, entry.pk if entry else None
        if entry:
            run_rules(on=timezone.localdate(moment), moment=moment)

    def tell(self, found: dict[str, Any], dry: bool) -> None:
        """The counts of each sheet, then of all."""
        for sheet, counts in found["counts"].items():
            told = ", ".join(f"{count} {action}" for action, count in counts.items() if count)
            self.stdout.write(f"{sheet}: {told or 'nothing'}")
        for note in found["notes"]:
            self.stdout.write(note)
        if twins := found.get("twinnings"):
            self.stdout.write(
                "{resolved} of {ends} ends resolved; {repeated} rows say again what another said; ".format(
                    **twins
                )
                + f"{found['doubts_total']} rows are left to a person"
                + (" (--doubtful FILE.csv writes them with candidates)" if found["doubts_total"] else "")
            )
        totals = ", ".join(f"{count} {action}" for action, count in found["totals"].items())
        done = "imported" if found["applied"] else ("dry run, nothing changed" if dry else "nothing imported")
        self.stdout.write(f"{totals} ({done})")

    def complain(self, found: dict[str, Any]) -> None:
        """Every wrong cell and doubt on standard error, a line each."""
        for one in found["wrong"][:MOST_TOLD]:
            place = f"{one['place']} {one['column']}".strip()
            self.stderr.write(f"{place}: {one['reason']}" if place else one["reason"])
        if found["wrong_total"] > MOST_TOLD:
            self.stderr.write(f"… and {found['wrong_total'] - MOST_TOLD} more")
        for one in found["doubts"][:MOST_TOLD]:
            self.stderr.write(f"{one['sheet']}!{one['row']}: {one['reason']}")
            for candidate in one["candidates"]:
                self.stderr.write("    {answer}  {label}  {hint}".format(**candidate))


def refuse_unknown(subject: str) -> None:
    """Refuse a subject that is no sheet, saying which was probably meant."""
    if subject and name_of(subject) not in workbook():
        raise CannotRead(unknown_sheet(Table(subject, [], [])).reason)
