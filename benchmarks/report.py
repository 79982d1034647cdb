"""The table of a run, as Markdown: what was measured, on which machine, against which bar."""

import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.pages import Page, Timed

RESULTS = Path(__file__).parent / "results" / "serving.md"
NAMED = ("Django", "Jinja2", "gunicorn", "django-ninja", "python-calamine")


@dataclass(frozen=True)
class Line:
    """One page beside its floor."""

    page: Page
    koinon: Timed
    floor: Timed

    @property
    def ratio(self) -> float:
        """By the median, with what the budget allows on top taken off."""
        return max(0.0, self.koinon.median - self.page.more) / self.floor.median

    @property
    def cpu_ratio(self) -> float:
        return self.koinon.cpu / self.floor.cpu if self.floor.cpu else 0.0

    @property
    def budget(self) -> str:
        more = f" + {self.page.more:g} ms" if self.page.more else ""
        return f"{self.page.most:g} ×{more}" if self.page.most else "none"

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.page.name,
            f"{self.koinon.median:.1f}",
            f"{self.koinon.p95:.1f}",
            f"{self.koinon.cpu:.1f}",
            f"{self.floor.median:.1f}",
            f"{self.floor.cpu:.1f}",
            f"{self.ratio:.1f}",
            f"{self.cpu_ratio:.1f}",
            self.budget,
            verdict(self.ratio, self.page.most),
        )


HEAD = (
    "page", "median ms", "p95 ms", "processor ms", "floor ms", "floor processor ms", "ratio", "ratio by processor",
    "budget", "reached",
)  # fmt: skip


@dataclass
class Report:
    """Everything found in one run."""

    size: int
    lines: list[Line] = field(default_factory=list)
    bars: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    load: tuple[float, float, float] = field(default_factory=os.getloadavg)

    def add(self, line: Line) -> None:
        self.lines.append(line)

    def bar(self, what: str, value: float, most: float, told: str, unit: str = "×") -> None:
        """A measure that is not a page."""
        budget = f"{most:g} {unit}" if most else "none"
        self.bars.append((what, f"{value:.2f} {unit}", budget, verdict(value, most), told))

    def note(self, words: str) -> None:
        self.notes.append(words)

    def written(self) -> str:
        """The whole of it as Markdown."""
        parts = ["# Speed, measured", machine(self.load)]
        parts += [f"Pages of a network of {self.size:,} records; search in the largest network of the run."]
        parts += [table(HEAD, [line.cells for line in self.lines])]
        parts += [table(("measure", "found", "budget", "reached", "in figures"), self.bars)]
        return "\n\n".join([*parts, *self.notes]) + "\n"

    def keep(self) -> Path:
        """Write it where the results lie."""
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(self.written())
        return RESULTS


def verdict(value: float, most: float) -> str:
    """Whether the bar was reached; nothing where there is none."""
    return "" if not most else "yes" if value <= most else "**no**"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table."""
    lines = [head, tuple("---" for _cell in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def machine(before: tuple[float, float, float]) -> str:
    """Where and when it was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in NAMED)
    after = os.getloadavg()
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {os.cpu_count()} cores ({processor()}), {memory()} GiB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, {versions}; SQLite; "
        f"load {before[0]:.1f} before and {after[0]:.1f} after (about 1 is this measurement itself)."
    )


def processor() -> str:
    """What the kernel calls the processor."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def memory() -> int:
    """Gibibytes of memory."""
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3)
