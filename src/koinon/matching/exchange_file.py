"""The exchange file, read: a problem from strict JSON, every fault named with its place.

`docs/pairing-format.md` describes the format for other programs.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, repeat
from operator import itemgetter
from sys import intern
from typing import Any

from koinon.matching import checking
from koinon.matching.problem import City, Columns, Mode, Problem, Row
from koinon.matching.refusals import Unusable
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Groups, Pin, Rule, Side, groups

FORMAT = "koinon-match-1"
KEYS = {"format", "left", "right", "pairs", "rules", "everyone", "mode", "max_loss", "explain"}
PAIR = ("left", "right", "left_value", "right_value")
NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?([eE][+-]?\d\d?)?")
SURROGATES = re.compile("[\ud800-\udfff]")
RULES: dict[str, tuple[type[Rule], tuple[str, ...]]] = {
    "pin": (Pin, ("left", "right")),
    "forbid": (Forbid, ("left", "right")),
    "at_most": (AtMost, ("side", "groups", "count")),
    "at_least": (AtLeast, ("side", "groups", "count")),
    "at_most_pairs": (AtMostPairs, ("left", "right", "count")),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file asks: a checked problem, and whether to price every other choice."""

    problem: Problem
    prices: bool


class Twice(dict[str, Any]):
    """A JSON object in which a key stands twice."""

    key: str = ""


def _object(items: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(items)
    if len(made) == len(items):
        return made
    wrong = Twice(made)
    names = [name for name, _ in items]
    wrong.key = next(name for name in names if names.count(name) > 1)
    return wrong


def _number(text: str) -> Fraction | float:
    return Fraction(text) if NUMBER.fullmatch(text) else float(text)


def read(data: bytes) -> Asked:
    """The problem in a file; refuses anything that is not exactly the format, with the place of every fault."""
    try:
        return parsed(understood(data))
    except RecursionError:
        raise Unusable("The file is nested too deep to be a problem.") from None


def understood(data: bytes) -> object:
    """JSON read; refuses what is none."""
    try:
        return loaded(data)
    except UnicodeDecodeError as wrong:
        raise Unusable(f"The file is not text in UTF-8 (byte {wrong.start}).") from None
    except json.JSONDecodeError as wrong:
        raise Unusable(f"The file is not JSON: {wrong}.") from None
    except ValueError:  # What is left is Python's own limit for the digits of a number.
        raise Unusable("The file has a number of thousands of digits; values stay below 2^53.") from None


def loaded(data: bytes) -> object:
    """JSON read; objects with a key given twice become :class:`Twice`.

    Looking at every object for that takes most of the time, so first the colons are counted: as many as keys and
    colons in text means that no key was lost.
    """
    text = data.decode("utf-8-sig")
    content = json.loads(text, parse_float=_number, parse_constant=float)
    if isinstance(content, dict) and isinstance(content.get("pairs"), list):
        content["pairs"] = sound_columns(content["pairs"]) or content["pairs"]
    if "\\" not in text and text.count(":") == colons(content):
        return content
    return json.loads(text, object_pairs_hook=_object, parse_float=_number, parse_constant=float)


def colons(content: object) -> int:
    """How many colons a JSON text of this content has at least: one for each key, and those in texts."""
    if isinstance(content, str):
        return content.count(":")
    if isinstance(content, dict):
        return len(content) + sum(map(colons, content)) + sum(map(colons, content.values()))
    if isinstance(content, list):
        return sum(map(colons, content))
    if isinstance(content, Columns):
        strange = any(":" in name for names in (content.left, content.right) for name in set(names))
        in_names = sum(map(str.count, chain(content.left, content.right), repeat(":"))) if strange else 0
        return 4 * len(content) + in_names
    return 0


def sound_columns(pairs: list[Any]) -> Columns | None:
    """Pairs as columns, if every one of them has exactly the keys and the kinds of value it should have."""
    if not pairs or set(map(type, pairs)) != {dict} or set(map(len, pairs)) != {4}:
        return None
    try:
        found = [list(map(itemgetter(name), pairs)) for name in PAIR]
    except KeyError:
        return None
    if [set(map(type, values)) for values in found] != [{str}, {str}, {int}, {int}]:
        return None
    left, right = (list(map(intern, names)) for names in found[:2])
    return Columns(left, right, *found[2:])


def parsed(content: object) -> Asked:
    """The problem in JSON already read; every fault of shape and of meaning is listed."""
    if not isinstance(content, dict):
        raise Unusable(f"file: {shown(content)} is not an object in braces.")
    reading = Reading()
    draft, prices = reading.problem(content)
    checking.refuse(chain(reading.faults, filter(reading.is_new, checking.faults(draft))))
    return Asked(draft.problem(), prices)


@dataclass(slots=True)
class Reading:
    """One pass over a file's content: it reads what has the right shape and notes a fault for what has not."""

    faults: list[str] = field(default_factory=list)

    def is_new(self, fault: str) -> bool:
        """Whether nothing has been said yet of the place a fault names."""
        place = fault.split(":")[0]
        said = {other.split(":")[0] for other in self.faults}
        return not any(
            one == other or one.startswith((f"{other}.", f"{other}["))
            for other in said
            for one, other in ((place, other), (other, place))
        )

    def fault(self, place: str, wrong: str) -> None:
        """Note what is wrong where."""
        self.faults.append(f"{place}: {wrong}")

    def mapping(
        self, value: object, place: str, known: Iterable[str], needed: Iterable[str]
    ) -> dict[str, Any]:
        """A JSON object with these keys and no others; {} if it is none."""
        if not isinstance(value, dict):
            self.fault(place, f"{shown(value)} is not an object in braces.")
            return {}
        if isinstance(value, Twice):
            self.fault(place, f"the key {value.key} is given twice.")
        for name in value.keys() - set(known):
            self.fault(
                f"{place}.{name}" if place != "file" else name, "this key is unknown; check the spelling."
            )
        for name in needed:
            if name not in value:
                self.fault(f"{place}.{name}" if place != "file" else name, "is missing.")
        return value

    def items(self, content: dict[str, Any], name: str) -> list[Any] | Columns:
        """A JSON list (or the columns it has become); [] if it is none."""
        value = content.get(name, [])
        if isinstance(value, list | Columns):
            return value
        self.fault(name, f"{shown(value)} is not a list in brackets.")
        return []

    def text(self, value: object, place: str) -> str:
        """A JSON string that is not empty."""
        if type(value) is str and value.strip() and not SURROGATES.search(value):
            return value
        self.fault(place, f"{shown(value)} is not a name; give text that is not empty.")
        return ""

    def whole(self, value: object, place: str) -> int:
        """A JSON whole number: neither true nor false, no fraction, no NaN."""
        if type(value) is int:
            return value
        self.fault(place, f"{shown(value)} is not a whole number.")
        return 0

    def one_of(self, value: object, place: str, choices: Iterable[str]) -> str:
        """One of the words allowed; the first if it is none."""
        allowed = list(choices)
        if value in allowed:
            return str(value)
        self.fault(place, f"{shown(value)} is none of {', '.join(allowed)}.")
        return allowed[0]

    def groups(self, value: object, place: str) -> Groups:
        """Groups such as {"country": "CN"}."""
        named = self.mapping(value, place, value if isinstance(value, dict) else (), ())
        return groups(
            {self.text(kind, place): self.text(name, f"{place}.{kind}") for kind, name in named.items()}
        )

    def city(self, value: object, place: str) -> City:
        """One participant."""
        given = self.mapping(value, place, ("id", "capacity", "outside", "groups"), ("id",))
        return City(
            self.text(given["id"], f"{place}.id") if "id" in given else "",
            self.whole(given.get("capacity", 1), f"{place}.capacity"),
            self.whole(given.get("outside", 0), f"{place}.outside"),
            self.groups(given.get("groups", {}), f"{place}.groups"),
        )

    def pairs(self, values: list[Any] | Columns) -> list[Row] | Columns:
        """The pairs nobody vetoed."""
        if isinstance(values, Columns):
            return values
        return sound_columns(values) or [self.pair(pair, f"pairs[{at}]") for at, pair in enumerate(values)]

    def pair(self, value: object, place: str) -> Row:
        """One pair nobody vetoed."""
        given = self.mapping(value, place, PAIR, PAIR)
        return (
            self.text(given["left"], f"{place}.left") if "left" in given else "",
            self.text(given["right"], f"{place}.right") if "right" in given else "",
            self.whole(given.get("left_value", 0), f"{place}.left_value"),
            self.whole(given.get("right_value", 0), f"{place}.right_value"),
        )

    def rule(self, value: object, place: str) -> Rule | None:
        """One hard rule."""
        name = self.mapping(value, place, value if isinstance(value, dict) else (), ("rule",)).get("rule")
        if (
            not isinstance(value, dict)
            or "rule" not in value
            or self.one_of(name, f"{place}.rule", RULES) != name
        ):
            return None
        kind, fields = RULES[value["rule"]]
        given = self.mapping(value, place, ("rule", *fields), fields)
        readers: dict[str, Callable[[object, str], Any]] = {
            "left": self.groups if kind is AtMostPairs else self.text,
            "right": self.groups if kind is AtMostPairs else self.text,
            "side": lambda side, where: Side(self.one_of(side, where, Side)),
            "groups": self.groups,
            "count": self.whole,
        }
        if any(name not in given for name in fields):
            return None
        return kind(*(readers[name](given[name], f"{place}.{name}") for name in fields))

    def share(self, value: object) -> Fraction:
        """A share such as 0.01, exactly as written; also "1/100" as the canonical form writes it."""
        if type(value) is int or isinstance(value, Fraction):
            return Fraction(value)
        if isinstance(value, str) and re.fullmatch(r"\d{1,30}(/0*[1-9]\d{0,29})?", value):
            return Fraction(value)
        self.fault("max_loss", f"{shown(value)} is not a share; give a number from 0 to 1.")
        return Fraction(0)

    def problem(self, content: object) -> tuple[checking.Draft, bool]:
        """The whole file."""
        given = self.mapping(content, "file", KEYS, ("format", "left", "pairs"))
        if "format" in given and given["format"] != FORMAT:
            self.fault("format", f'{shown(given["format"])} is not "{FORMAT}".')
        rules = [self.rule(rule, f"rules[{at}]") for at, rule in enumerate(self.items(given, "rules"))]
        everyone = given.get("everyone", False)
        if type(everyone) is not bool:
            self.fault("everyone", f"{shown(everyone)} is neither true nor false.")
        explain = self.items(given, "explain")
        for at, wish in enumerate(explain):
            self.one_of(wish, f"explain[{at}]", ["prices"])
        draft = checking.Draft(
            [self.city(city, f"left[{at}]") for at, city in enumerate(self.items(given, "left"))],
            [self.city(city, f"right[{at}]") for at, city in enumerate(self.items(given, "right"))]
            if "right" in given
            else None,
            self.pairs(self.items(given, "pairs")),
            rules,
            everyone is True,
            Mode(self.one_of(given.get("mode", "best"), "mode", Mode)),
            self.share(given.get("max_loss", 0)),
        )
        return draft, bool(explain)


def shown(value: object) -> str:
    """A value as the file would write it, cut short."""
    if isinstance(value, Fraction):
        value = float(value)
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"
