"""What is asked of Koinon, beside which page of the bare application, and within which budget."""

import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.servers import Server

PAST = "2018-06-01"
WARM = 6


@dataclass(frozen=True)
class Page:
    """One page: its address, the floor it is held against, and how many times that it may take."""

    name: str
    path: str
    floor: str = ""
    most: float = 0
    more: float = 0
    """Milliseconds on top."""


def pages(city: str) -> list[Page]:
    """The pages of a network of 10,000 records."""
    lists, details, machine = ("/list", 8), ("/detail/7", 8), ("/json", 6)
    return [
        Page("agreements", "/agreements/", *lists),
        Page(f"agreements as of {PAST}", f"/agreements/?on={PAST}", *lists),
        Page("members", "/members/", *lists),
        Page("people", "/people/", *lists),
        Page("commitments", "/agreements/commitments/", *lists),
        Page("city", f"/cities/{city}/", *details),
        Page(f"city as of {PAST}", f"/cities/{city}/?on={PAST}", *details),
        Page("agreement", "/agreements/agreement-6/", *details),
        Page("API agreements", "/api/v1/agreements?limit=50", *machine),
        Page(f"API agreements as of {PAST}", f"/api/v1/agreements?limit=50&on={PAST}", *machine),
        Page("API people", "/api/v1/people?limit=50", *machine),
        Page("API commitments", "/api/v1/commitments?limit=50", *machine),
        Page("home", "/", "/detail/7"),
        Page("map", "/map/", "/list"),
    ]


def searches() -> list[Page]:
    """Words of a network of 100,000 records: rare, middling, common, two Chinese characters, no accents."""
    words = {
        "a rare word": ("kibalo", "kibalo*"),
        "a middling word": ("Kowalski", "kowalski*"),
        "a common word": ("heritage", "heritage*"),
        "two Chinese characters": ("城市", "城市*"),
        "no accents": ("Lefevre", "lefevre*"),
    }
    return [
        Page(f"search, {what}", f"/search/?q={quoted(typed)}", f"/search?q={quoted(matched)}", 1.5, 10)
        for what, (typed, matched) in words.items()
    ]


def quoted(text: str) -> str:
    """As a query string has it."""
    from urllib.parse import quote

    return quote(text)


@dataclass
class Timed:
    """Milliseconds of each request, and processor milliseconds a request."""

    times: list[float] = field(default_factory=list)
    cpu: float = 0

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * 0.95))]


def alternated(asked: Iterable[tuple[Server, str]], rounds: int) -> list[Timed]:
    """The servers asked in turn, warm, so many times each."""
    pairs = list(asked)
    for server, path in pairs * min(WARM, rounds):
        server.get(path)
    before = [server.cpu() for server, _path in pairs]
    timed = [Timed() for _pair in pairs]
    for _round in range(rounds):
        for one, (server, path) in zip(timed, pairs, strict=True):
            start = time.perf_counter()
            server.get(path)
            one.times.append((time.perf_counter() - start) * 1000)
    for one, (server, _path), used in zip(timed, pairs, before, strict=True):
        one.cpu = (server.cpu() - used) * 1000 / rounds
    return timed
