"""What papers and feeds are measured beside: typst in a process of its own, bare strings, the ``icalendar`` library."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import typst

    from koinon.site.feeds.ics import Entry

PAGE = "koinon.site.briefings"


class Typst:
    """typst alone: the same page and fonts and the same text, in a process that has nothing else to do.

    A process of its own, because typst remembers across compilations what it set once.
    """

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "benchmarks.bare_papers"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *trouble: object) -> None:
        self.process.communicate()

    def printed(self, content: dict[str, Any], *, once: bool = False) -> float:
        """Processor seconds to print this text; ``once`` with a compiler of its own, fonts read for it."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("typst is not running")
        self.process.stdin.write(f"{int(once)}{json.dumps(content, ensure_ascii=False)}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def compiler() -> "typst.Compiler":
    """A compiler with the page and the fonts of the papers."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(files("fontpkg_noto_sans") / "files"), str(files("noto_cjk_sans_otc"))],
    )
    page = files(PAGE) / "papers" / "paper.typ"
    return typst.Compiler(input=str(page), root=str(files(PAGE) / "papers"), font_paths=fonts)


def serve() -> None:
    """One text a line in, the processor seconds of its printing out."""
    kept = compiler()
    for line in sys.stdin:
        start = time.process_time()
        of_its_own = compiler() if line[0] == "1" else kept
        of_its_own.compile(sys_inputs={"paper": line[1:].rstrip("\n")}, format="pdf", timestamp=0)
        print(time.process_time() - start, flush=True)


def with_strings(entries: "Sequence[Entry]", stamp: datetime) -> str:
    """The least that can be written: no escaping but of commas, no folding, no alarms."""
    told = f"{stamp:%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bare//EN"]
    for one in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.uid}",
            f"DTSTAMP:{told}",
            f"DTSTART;VALUE=DATE:{one.begins:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.ends:%Y%m%d}",
            "SUMMARY:" + one.title.replace(",", "\\,"),
            "LOCATION:" + one.place.replace(",", "\\,"),
            "DESCRIPTION:" + one.note.replace(",", "\\,"),
            f"URL:{one.href}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def with_icalendar(entries: "Sequence[Entry]", stamp: datetime) -> bytes:
    """The same through the library."""
    from icalendar import Calendar, Event

    feed = Calendar()
    feed.add("prodid", "-//Bare//EN")
    feed.add("version", "2.0")
    for one in entries:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", one.begins)
        event.add("dtend", one.ends if isinstance(one.ends, datetime) else after(one.ends))
        for name, value in (
            ("summary", one.title),
            ("location", one.place),
            ("description", one.note),
            ("url", one.href),
        ):
            if value:
                event.add(name, value)
        feed.add_component(event)
    return bytes(feed.to_ical())


def after(day: date) -> date:
    """A day's entry ends, in the file, on the day after its last."""
    return day + timedelta(1)


if __name__ == "__main__":
    serve()
