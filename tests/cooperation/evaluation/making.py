"""A pair, and what it may say of itself."""

from typing import Any

from tests.factories import make_agreement, make_body, make_programme

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.evaluation.commands import Answer
from koinon.cooperation.evaluation.principles import Principle
from koinon.network.people.models import Body


def make_pair(first: Body | None = None, second: Body | None = None, **values: Any) -> Agreement:
    """A pairing of two bodies under a programme."""
    given = {"title": "Pairing of the two", "kind": "pairing", "starts": "2018", "ends": ".."}
    values.setdefault("programme", make_programme())
    return make_agreement(parties=[first or make_body(), second or make_body()], **(given | values))


def all_ten(value: int, note: str = "") -> dict[str, Answer]:
    """The same answer to all ten."""
    return {one.value: Answer(value, note) for one in Principle}


def sent(value: int, note: str = "") -> dict[str, str]:
    """The same as a browser sends it."""
    return {one.value: str(value) for one in Principle} | {f"{one.value}_note": note for one in Principle}
