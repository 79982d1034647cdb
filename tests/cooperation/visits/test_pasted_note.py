"""A visit note as it stands in a source: all its people, every post, the interpreter; and one in our own words."""

import json
from pathlib import Path
from typing import Any

import pytest

from koinon.reading.delegations import read_delegation

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
OWN = (
    "A delegation of the Port City Council was received at the House of Cities on Tuesday. It was made up of "
    "Mr. LIN Hai, Member of the Standing Committee of the Port Committee and Secretary of the Port Committee; "
    "Ms. HUANG Mei, Director General, Commission of Harbours of Port; Mr. ZHOU Ping, Deputy Director General, "
    "Bureau of Museums, Libraries and Parks of Port, Ms. TANG Yue, Interpreter, Foreign Affairs Office of Port."
    "\n\nThe talks were useful."
)


def posts_of(text: str) -> list[tuple[str, list[tuple[str, str]], bool]]:
    return [
        (one.name, [(post.title, post.body) for post in one.posts], one.interpreter)
        for one in read_delegation(text).people
    ]


@pytest.mark.skipif(not SEEDS.exists(), reason="the source documents are not here")
def test_the_note_of_the_guangzhou_visit_yields_everybody() -> None:
    gold = gold_of("delegation_visit")
    found = posts_of((SEEDS / gold["file"]).read_text(encoding="utf-8"))
    wanted = [one for one in gold["people"] if one.get("delegation")]
    assert [name for name, _posts, _interprets in found] == [one["name"] for one in wanted]
    for (name, posts, interprets), one in zip(found, wanted, strict=True):
        assert [title for title, _body in posts] == one["title"].split("; "), name
        assert {body for _title, body in posts} == {one["org"]}, name
        assert interprets is (one["title"] == "Interpreter"), name
    assert len(found) == 6


def gold_of(kind: str) -> dict[str, Any]:
    lines = (SEEDS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    found: dict[str, Any] = next(
        told for told in map(json.loads, filter(None, lines)) if told["kind"] == kind
    )
    return found


def test_a_note_in_our_own_words_yields_everybody() -> None:
    assert posts_of(OWN) == [
        (
            "LIN Hai",
            [("Member of the Standing Committee", "Port Committee"), ("Secretary", "Port Committee")],
            False,
        ),
        ("HUANG Mei", [("Director General", "Commission of Harbours of Port")], False),
        (
            "ZHOU Ping",
            [("Deputy Director General", "Bureau of Museums, Libraries and Parks of Port")],
            False,
        ),
        ("TANG Yue", [("Interpreter", "Foreign Affairs Office of Port")], True),
    ]
