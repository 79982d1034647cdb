"""Papers, feeds and pasted lists: ``python -m benchmarks.papers [--smoke] [--size 10000] [--keep DIR] [--only …]``.

A briefing note beside typst alone on the same text, a calendar of 1,000 entries beside bare strings and the
``icalendar`` library, and a pasted list of thirty people. Koinon and its peer take turns; times are processor times,
where nothing else is said.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.bare_papers import Typst, with_icalendar, with_strings
from benchmarks.report import Report, machine, table
from benchmarks.servers import ROOT, environment, run

if TYPE_CHECKING:
    from koinon.site.feeds.ics import Entry

RESULTS = Path(__file__).parent / "results" / "papers.md"
PARTS = ("briefing", "calendar", "list")
ENTRIES, PEOPLE = 1_000, 30
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def absolute(path: str) -> str:
    """The address of a page."""
    return f"https://koinon.example{path}"


def taken(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median processor seconds of each, in turns, after a first time that does not count."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, work in runs.items():
            start = time.process_time()
            work()
            if turn:
                found[name].append(time.process_time() - start)
    return {name: median(all_of_it) for name, all_of_it in found.items()}


class Papers:
    """One run over one network."""

    def __init__(self, home: Path, rounds: int, report: Report) -> None:
        self.home, self.rounds, self.report = home, rounds, report

    def briefing(self) -> None:
        """The note of one body after the other: put together and printed, beside typst printing the same text."""
        from koinon.network.people.readers import SYSTEM
        from koinon.site.briefings.briefing_note import briefing_note
        from koinon.site.briefings.typesetting import pdf

        notes: dict[str, list[float]] = {"koinon": [], "kept": [], "once": []}
        bodies = richest(self.rounds + 1)
        with Typst() as alone:
            for body in bodies:
                start = time.process_time()
                paper = briefing_note(body, on=NOON.date(), reader=SYSTEM, language="en")
                pdf(paper, made_at=NOON)
                notes["koinon"].append(time.process_time() - start)
                notes["kept"].append(alone.printed(paper.content()))
                notes["once"].append(alone.printed({**paper.content(), "kicker": "Once"}, once=True))
        ours = notes["koinon"][1:]
        for name, words in (("once", "typst called once"), ("kept", "typst with its compiler kept")):
            theirs = notes[name][1:]
            share = median(one / other for one, other in zip(ours, theirs, strict=True))
            told = f"{median(ours) * 1000:.0f} against {median(theirs) * 1000:.0f} ms, {len(ours)} notes"
            self.report.bar(f"briefing note as PDF, beside {words}", share, 1.5, told)
        self.asked_for([body.key for body in bodies])
        self.end_to_end(bodies[0].key)

    def asked_for(self, keys: Sequence[str]) -> None:
        """The same through its door, in a running Koinon: from the request to the last byte, by the clock."""
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client
        from django.urls import reverse

        settings.ALLOWED_HOSTS = ["testserver"]
        client = Client()
        client.force_login(
            get_user_model().objects.get_or_create(email="bench@koinon.example", is_superuser=True)[0]
        )
        clock, used = [], []
        for key in keys:
            start, before = time.perf_counter(), time.process_time()
            if client.get(reverse("briefings:body", args=[key]), {"on": "2026-11-21"}).status_code != 200:
                raise ValueError(f"no briefing of {key}")
            clock.append(time.perf_counter() - start)
            used.append(time.process_time() - before)
        told = f"{median(used[1:] or used) * 1000:.0f} ms of it the processor's; of a running Koinon, in this process"
        self.report.bar(
            "the same asked for at its door, by the clock", median(clock[1:] or clock), 1, told, "s"
        )

    def end_to_end(self, key: str) -> None:
        """The command from nothing to the file; by the clock, and by the processor."""
        target = self.home / "note.pdf"
        clock, used = [], []
        for _time in range(min(3, self.rounds)):
            start, before = time.perf_counter(), os.times()
            run(
                "koinon.project.cli",
                "brief",
                key,
                "--on",
                NOON.date().isoformat(),
                "--out",
                str(target),
                home=self.home,
            )
            after = os.times()
            clock.append(time.perf_counter() - start)
            used.append(
                after.children_user + after.children_system - before.children_user - before.children_system
            )
        told = f"{median(clock):.2f} s by the clock; Python, Django and the fonts are loaded in it"
        self.report.bar("`koinon brief`, from the command to the file, processor", median(used), 1, told, "s")

    def calendar(self) -> None:
        """A feed of so many entries written, and the whole feed with its statements."""
        from koinon.network.people.readers import SYSTEM
        from koinon.site.feeds.entries import Scope, entries_of
        from koinon.site.feeds.ics import calendar

        def found() -> "list[Entry]":
            return entries_of(Scope(), SYSTEM, NOON.date(), absolute)

        every = found()
        entries = filled(every, ENTRIES)
        runs = {
            "koinon": lambda: calendar("All", entries, stamped_at=NOON),
            "strings": lambda: with_strings(entries, NOON),
            "icalendar": lambda: with_icalendar(entries, NOON),
        }
        times = taken(runs, self.rounds)
        in_ms = {name: f"{seconds * 1000:.1f} ms" for name, seconds in times.items()}
        told = f"{in_ms['koinon']} against {in_ms['strings']}"
        name = f"calendar of {ENTRIES:,} entries written"
        self.report.bar(f"{name}, beside bare strings", times["koinon"] / times["strings"], 4, told)
        told = f"{in_ms['koinon']} against {in_ms['icalendar']}"
        self.report.bar(f"{name}, beside `icalendar`", times["koinon"] / times["icalendar"], 0, told)
        whole = taken({"feed": lambda: calendar("All", found(), stamped_at=NOON)}, min(5, self.rounds))[
            "feed"
        ]
        told = f"{len(every):,} entries found and written"
        self.report.bar(
            "the same out of the record", whole * ENTRIES / max(1, len(every)) * 1000, 0, told, "ms"
        )

    def list(self) -> None:
        """A list as it stands in a mail, read; and who of it is on record."""
        from koinon.cooperation.visits.recognising import recognised
        from koinon.network.people.readers import SYSTEM
        from koinon.reading.delegations import read_delegation

        text = pasted(PEOPLE)
        if len(read_delegation(text).people) != PEOPLE:
            raise ValueError("somebody on the list was not read")
        guest = richest(1)[0]
        runs = {
            "read": lambda: read_delegation(text),
            "known": lambda: recognised(read_delegation(text), SYSTEM, guest),
        }
        times = taken(runs, self.rounds)
        told = f"{len(text):,} characters, two or three posts each"
        self.report.bar(f"a pasted list of {PEOPLE} people read", times["read"], 1, told, "s")
        told = "with everybody and every body looked up in the record"
        self.report.bar("the same, and who of them is known", times["known"], 1, told, "s")


def richest(most: int) -> Any:
    """Bodies that have much to say: those with most agreements."""
    from django.db.models import Count

    from koinon.network.people.models import Body

    rows = Body.objects.select_related("parent", "city__country")
    return list(rows.annotate(many=Count("party_to")).order_by("-many", "pk")[:most])


def filled(entries: "list[Entry]", many: int) -> "list[Entry]":
    """So many entries, repeated under other names where there are fewer."""
    times = -(-many // max(1, len(entries)))
    return [replace(one, uid=f"{turn}-{one.uid}") for turn in range(times) for one in entries][:many]


def pasted(people: int) -> str:
    """A numbered list of people of whom nobody exists, with posts as they are written."""
    posts = (
        "Member of the Standing Committee and Secretary General, CPC Port Committee",
        "Deputy Director General, Bureau of Culture, Radio, TV and News of Port {0}; Vice President, Harbour Union",
        "Teniente de Alcalde y Concejala de Hacienda, Ayuntamiento de Soria {0}",
        "Maire de Bron, Président de la Métropole de Bron {0}",
        "Interpreter, Foreign Affairs Office of Port {0}",
    )
    lines = (
        f"{number}. {'Mr.' if number % 2 else 'Ms.'} WANG Mei{chr(96 + (number % 26 or 26))}, "
        f"{posts[number % len(posts)].format(number)}"
        for number in range(1, people + 1)
    )
    return "Dear colleagues,\n\nthe delegation:\n\n" + "\n".join(lines) + "\n\nBest regards\n"


def network(folder: Path, size: int) -> Path:
    """A generated network, and Django at work on it."""
    home = folder / f"network-{size}"
    if not (home / "koinon.sqlite3").exists():
        run("benchmarks.generate", "--size", str(size), "--home", str(home), home=home)
    os.environ |= {name: value for name, value in environment(home).items() if name.startswith("KOINON")}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koinon.project.settings")
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()
    return home


def written(report: Report) -> str:
    """The results as Markdown."""
    intro = (
        f"A network of {report.size:,} records. Koinon and its peer take turns; processor time, where nothing else is said. "
        "Each note is of another body, so that typst remembers nothing of it."
    )
    parts = ["# Papers, feeds and lists, measured", machine(report.load), intro]
    parts += [table(("measure", "found", "budget", "reached", "in figures"), report.bars), *report.notes]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a small network, everything once")
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="where the network is kept for the next run")
    parser.add_argument("--only", nargs="*", default=[], choices=PARTS)
    asked = parser.parse_args()
    size, rounds = (1_000, 1) if asked.smoke else (asked.size, asked.rounds)
    with tempfile.TemporaryDirectory(prefix="koinon-bench-") as thrown_away:
        report = Report(size=size)
        papers = Papers(network(asked.keep or Path(thrown_away), size), rounds, report)
        for name in asked.only or PARTS:
            getattr(papers, name)()
    print(written(report))
    if not asked.smoke:
        RESULTS.write_text(written(report), encoding="utf-8")
        print(f"Kept in {RESULTS}")


if __name__ == "__main__":
    main()
