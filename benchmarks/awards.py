"""A large cycle of an award: ``python -m benchmarks.awards [--smoke] [--entries 10000] [--jurors 300] [--keep DIR]``.

Conflicts of interest found on the record of a generated network, assignments with their bound, the ranking page
beside the bare list, and all scores as a workbook beside the writer alone. Processor times, where nothing else is said.
"""

import argparse
import io
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.pages import alternated
from benchmarks.papers import network
from benchmarks.report import Report, machine, table
from benchmarks.servers import run, serving
from benchmarks.serving import FLOOR, KOINON

if TYPE_CHECKING:
    from koinon.cooperation.awards.models import Phase

RESULTS = Path(__file__).parent / "results" / "awards.md"
PARTS = ("conflicts", "assigning", "scoring", "ranking", "export")
PORT, LAST = 18781, 10_000


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What it answers, processor seconds, seconds by the clock."""
    used, clock = time.process_time(), time.perf_counter()
    answer = work()
    return answer, time.process_time() - used, time.perf_counter() - clock


class Awards:
    """One run over one cycle."""

    def __init__(self, phase: "Phase", home: Path, rounds: int, report: Report) -> None:
        self.phase, self.home, self.rounds, self.report = phase, home, rounds, report

    def conflicts(self) -> None:
        """What ties all jurors to all entries, asked of every room that knows of ties."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from benchmarks.award_cycle import MOMENT, TODAY
        from koinon.cooperation.awards.conflict_commands import find_conflicts
        from koinon.cooperation.awards.conflicts import interests
        from koinon.network.people.readers import SYSTEM

        with CaptureQueriesContext(connection) as asked:
            found, used, clock = timed(lambda: interests(self.phase, TODAY))
        told = f"{len(found):,} ties in {len(asked)} statements; {clock:.1f} s by the clock"
        self.report.bar(
            "conflicts of interest of all jurors with all entries, worked out", used, 0, told, "s"
        )
        _kept, used, clock = timed(lambda: find_conflicts(self.phase, by=SYSTEM, on=TODAY, moment=MOMENT))
        told = f"in the history too; {clock:.1f} s by the clock"
        self.report.bar("the same, and written down", used, 0, told, "s")

    def assigning(self) -> None:
        """From the record to the answer, with its bound, and carried out."""
        from benchmarks.award_cycle import MOMENT, TODAY
        from koinon.cooperation.awards import assignment_commands as commands
        from koinon.cooperation.awards.assigning import asked_of, digest_of, solved
        from koinon.network.people.readers import SYSTEM

        allotment = commands.ask_allotment(self.phase, by=SYSTEM, moment=MOMENT)
        asked, reading, _clock = timed(lambda: asked_of(self.phase, TODAY))
        answer, used, clock = timed(lambda: solved(asked, self.phase, allotment, lambda *_told: None))
        loads = [load for _juror, load in answer["loads"]]
        proof = "proven the best" if answer["best"] else f"gap {answer['gap']}"
        told = (
            f"{len(answer['given']):,} assignments, {len(asked.forbidden):,} conflicts kept out, {proof}; loads "
            f"{min(loads)} to {max(loads)}; {clock:.1f} s by the clock, {reading:.1f} s more to read the record; "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
        )
        self.report.bar("assigned under conflicts, load, language and region", used, 10, told, "s")
        kept = {"answer": answer, "digest": digest_of(asked, self.phase), "state": "ready"}
        commands.keep(allotment, **kept)
        many, used, clock = timed(
            lambda: commands.carry_out_allotment(allotment, by=SYSTEM, on=TODAY, moment=MOMENT)
        )
        told = f"{many:,} rows, in the history too; {clock:.1f} s by the clock"
        self.report.bar("carried out", used, 0, told, "s")

    def scoring(self) -> None:
        """The phase opened, every score laid in, and scoring closed, which works out totals and severity."""
        from benchmarks.award_cycle import MOMENT, score_everything
        from koinon.cooperation.awards.phase_commands import close_scoring, open_phase
        from koinon.network.people.readers import SYSTEM

        _phase, used, clock = timed(lambda: open_phase(self.phase, by=SYSTEM, moment=MOMENT))
        self.report.bar("the phase opened", used, 0, f"{clock:.1f} s by the clock", "s")
        many, used, clock = timed(lambda: score_everything(self.phase))
        told = f"{many:,} reviews, {many * 3:,} scores, straight into the tables; {clock:.1f} s by the clock"
        self.report.bar("scores laid in, by the benchmark itself", used, 0, told, "s")
        _phase, used, clock = timed(lambda: close_scoring(self.phase, by=SYSTEM, moment=MOMENT))
        told = f"totals of all entries, severity of all jurors; {clock:.1f} s by the clock"
        self.report.bar("scoring closed", used, 0, told, "s")

    def ranking(self) -> None:
        """The page, for somebody signed in who may see the names, beside the bare list of fifty."""
        from django.conf import settings
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        from benchmarks.award_cycle import officer

        settings.ALLOWED_HOSTS = ["testserver"]
        client = Client()
        client.force_login(officer().user)  # type: ignore[arg-type]
        address = f"/awards/phases/{self.phase.key}/ranking/"
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        run("benchmarks.floor", "10000", home=self.home)
        with (
            serving("Koinon", KOINON, self.home, PORT, "/members/") as koinon,
            serving("the bare application", FLOOR, self.home, PORT + 1, "/list") as floor,
        ):
            name = settings.SESSION_COOKIE_NAME
            koinon.cookie = f"{name}={client.cookies[name].value}"
            for page, most in (("", 8), (f"?page={LAST}", 0)):
                ours, bare = alternated([(koinon, address + page), (floor, "/list")], self.rounds)
                told = f"{ours.median:.1f} against {bare.median:.1f} ms; processor {ours.cpu:.1f} against {bare.cpu:.1f}"
                what = (
                    "ranking page, signed in, beside the bare list"
                    if most
                    else "the same, the last page of it"
                )
                self.report.bar(what, ours.median / bare.median, most, told)
        self.report.bar("statements of the ranking page", len(asked), 12, "all of the request", "")

    def export(self) -> None:
        """All scores as a workbook, beside rustpy-xlsxwriter writing the same rows."""
        from rustpy_xlsxwriter import write_worksheet

        from benchmarks.award_cycle import officer
        from koinon.cooperation.awards.queries import view_of
        from koinon.cooperation.awards.score_export import rows, workbook

        reader = officer()
        view = view_of(reader, self.phase)
        told = list(rows(self.phase, view, reader))
        ours, alone = [], []
        for _turn in range(min(self.rounds, 5)):
            content, used, _clock = timed(lambda: workbook(self.phase, view, reader))
            ours.append(used)
            _none, used, _clock = timed(
                lambda: write_worksheet(told, io.BytesIO(), sheet_name="scores", freeze_row=1)
            )
            alone.append(used)
        words = (
            f"{median(ours):.2f} against {median(alone):.2f} s, {len(told):,} rows of {len(told[0])} columns, "
            f"{len(content) // 1024:,} kB"
        )
        self.report.bar("all scores as XLSX, beside the writer alone", median(ours) / median(alone), 3, words)


def copied(kept: Path | None, folder: Path, size: int) -> Path:
    """The folder with a copy of the network kept there, which is generated first where it is not."""
    if kept is not None:
        home = kept / f"network-{size}"
        if not (home / "koinon.sqlite3").exists():
            run("benchmarks.generate", "--size", str(size), "--home", str(home), home=home)
        shutil.copytree(home, folder / home.name)
    return folder


def written(report: Report) -> str:
    """The results as Markdown."""
    intro = (
        "Koinon and its peer take turns; processor time of one thread, where nothing else is said. Pages of both come "
        "through the same gunicorn with two workers, as in serving.md, by the clock; the reader of ours is signed in. "
        "The garbage collector is set as in the web server."
    )
    parts = ["# Awards, measured", machine(report.load), intro]
    parts += [table(("measure", "found", "budget", "reached", "in figures"), report.bars), *report.notes]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a small cycle, everything once")
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--jurors", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument(
        "--keep", type=Path, help="where the network is kept; the cycle is made in a copy of it"
    )
    parser.add_argument("--only", nargs="*", default=[], choices=PARTS, help="each needs those before it")
    asked = parser.parse_args()
    entries, jurors, rounds = (200, 12, 1) if asked.smoke else (asked.entries, asked.jurors, asked.rounds)
    with tempfile.TemporaryDirectory(prefix="koinon-bench-") as thrown_away:
        records = 1_000 if asked.smoke else 10_000
        home = network(copied(asked.keep, Path(thrown_away), records), records)
        from benchmarks.award_cycle import Size, cycle
        from koinon.project.warming import load_all

        load_all()
        report = Report(size=entries)
        awards = Awards(cycle(Size(entries, jurors)), home, rounds, report)
        for part in asked.only or PARTS:
            getattr(awards, part)()
            print("\n".join(" | ".join(bar) for bar in report.bars), "\n", file=sys.stderr, flush=True)
        told = f"A network of {records:,} records, {entries:,} entries, {jurors} jurors, six for each entry."
        report.note(told)
    print(written(report))
    if not asked.smoke and not asked.only:
        RESULTS.write_text(written(report), encoding="utf-8")
        print(f"Kept in {RESULTS}")


if __name__ == "__main__":
    main()
