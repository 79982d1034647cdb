"""The exchange file: what is wrong is named with its place, what is right comes back as it was meant."""

import hashlib
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching import exchange_file
from koinon.matching.exchange_writing import canonical, content, digest, written
from koinon.matching.problem import Mode, Problem
from koinon.matching.refusals import Unusable
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Pin, Side
from koinon.matching.solve import solve

from .rounds import rounds

EXAMPLE: dict[str, Any] = {
    "format": "koinon-match-1",
    "left": [{"id": "cn-kmg", "capacity": 1, "outside": 0, "groups": {"country": "CN", "region": "Yunnan"}}],
    "right": [{"id": "es-grx", "capacity": 1, "outside": 0, "groups": {"country": "ES"}}],
    "pairs": [{"left": "cn-kmg", "right": "es-grx", "left_value": 17, "right_value": 12}],
    "rules": [],
    "everyone": False,
    "mode": "best",
    "max_loss": 0.01,
    "explain": ["prices"],
}
SIDE = [{"id": "a", "groups": {"country": "CN"}}, {"id": "b"}]
PAIR = {"left": "a", "right": "x", "left_value": 1, "right_value": 2}


def read(**changes: Any) -> exchange_file.Asked:
    """The example with some keys changed; None leaves a key out."""
    changed = {key: value for key, value in (EXAMPLE | changes).items() if value is not None}
    return exchange_file.read(json.dumps(changed).encode())


def refused(data: bytes) -> str:
    with pytest.raises(Unusable) as refusal:
        exchange_file.read(data)
    return str(refusal.value)


def fault(**changes: Any) -> str:
    """What is said of a file with two sides, a pair, and these changes."""
    round_ = EXAMPLE | {"left": SIDE, "right": [{"id": "x"}], "pairs": [PAIR]} | changes
    return refused(json.dumps(round_).encode())


def test_the_example_of_the_format() -> None:
    asked = read()
    assert asked.prices
    assert asked.problem.max_loss == Fraction(1, 100)
    answer = content(asked.problem, solve(asked.problem, prices=True))
    assert list(answer) == [
        "status", "pairs", "total", "bound", "blocking_pairs", "worst", "prices", "relax", "digest",
    ]  # fmt: skip
    plain = json.loads(json.dumps(answer))
    assert plain["status"] == "optimal"
    assert plain["pairs"] == [["cn-kmg", "es-grx"]]
    assert (plain["total"], plain["bound"], plain["blocking_pairs"]) == (29, 29, 0)
    assert plain["worst"] == {"id": "es-grx", "value": 12}
    assert plain["prices"] == {"force": [["cn-kmg", "es-grx", 0]], "forbid": [["cn-kmg", "es-grx", 29]]}


def test_every_rule_is_read() -> None:
    rules = [
        {"rule": "pin", "left": "a", "right": "x"},
        {"rule": "forbid", "left": "b", "right": "x"},
        {"rule": "at_most", "side": "left", "groups": {"country": "CN"}, "count": 3},
        {"rule": "at_least", "side": "right", "groups": {}, "count": 0},
        {"rule": "at_most_pairs", "left": {"country": "CN"}, "right": {}, "count": 2},
    ]
    found = read(left=SIDE, right=[{"id": "x"}], pairs=[PAIR], rules=rules).problem.rules
    china = (("country", "CN"),)
    assert set(found) == {
        Pin("a", "x"),
        Forbid("b", "x"),
        AtMost(Side.LEFT, china, 3),
        AtLeast(Side.RIGHT, (), 0),
        AtMostPairs(china, (), 2),
    }


def test_what_may_be_left_out() -> None:
    asked = exchange_file.read(
        b'{"format": "koinon-match-1", "left": [{"id": "a"}, {"id": "b"}], "pairs": []}'
    )
    assert not asked.prices
    assert asked.problem.one_pool
    assert asked.problem.mode is Mode.BEST
    assert [(city.capacity, city.outside, city.groups) for city in asked.problem.left] == [(1, 0, ())] * 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "koinon-match-2"}, 'format: "koinon-match-2" is not "koinon-match-1".'),
        ({"colour": "red"}, "colour: this key is unknown"),
        ({"left": []}, "left: there are no cities"),
        ({"right": []}, "right: there are no cities"),
        ({"left": {}}, "left: {} is not a list"),
        ({"left": [*SIDE, {"id": "a"}]}, "left[2].id: a is given twice"),
        ({"right": [{"id": "x"}, {"id": "b"}]}, "right[1].id: b is on both sides"),
        ({"left": [*SIDE, {"capacity": 1}]}, "left[2].id: is missing"),
        ({"left": [*SIDE, {"id": ""}]}, 'left[2].id: "" is not a name'),
        ({"left": [*SIDE, {"id": 7}]}, "left[2].id: 7 is not a name"),
        ({"left": [*SIDE, {"id": "\ud800"}]}, "left[2].id:"),
        ({"left": [*SIDE, {"id": "c", "capacity": -1}]}, "left[2].capacity: -1 is below 0"),
        ({"left": [*SIDE, {"id": "c", "capacity": True}]}, "left[2].capacity: true is not a whole number"),
        ({"left": [*SIDE, {"id": "c", "outside": 1.5}]}, "left[2].outside: 1.5 is not a whole number"),
        ({"left": [*SIDE, {"id": "c", "groups": {"country": 1}}]}, "left[2].groups.country: 1 is not a name"),
        ({"left": [*SIDE, {"id": "c", "seats": 1}]}, "left[2].seats: this key is unknown"),
        ({"left": [*SIDE, "c"]}, 'left[2]: "c" is not an object'),
        ({"pairs": [PAIR, PAIR]}, "pairs[1]: a with x is given twice"),
        ({"pairs": [PAIR | {"left": "c"}]}, "pairs[0].left: nobody on the left is called c"),
        ({"pairs": [PAIR | {"right": "c"}]}, "pairs[0].right: nobody on the right is called c"),
        ({"pairs": [PAIR | {"left_value": -1}]}, "pairs[0].left_value: -1 is below 0"),
        ({"pairs": [PAIR | {"right_value": 2.0}]}, "pairs[0].right_value: 2.0 is not a whole number"),
        ({"pairs": [PAIR | {"left_value": float("nan")}]}, "pairs[0].left_value: NaN is not a whole number"),
        ({"pairs": [PAIR | {"left_value": None}]}, "pairs[0].left_value: null is not a whole number"),
        ({"pairs": [PAIR | {"left_value": 1 << 53}]}, "pairs: the values together pass 2^53"),
        ({"pairs": [{"left": "a", "right": "x", "left_value": 1}]}, "pairs[0].right_value: is missing"),
        ({"pairs": [PAIR | {"weight": 3}]}, "pairs[0].weight: this key is unknown"),
        ({"left": [{"id": "a", "capacity": 1 << 60}]}, "pass 2^53"),
        ({"rules": [{"rule": "no"}]}, 'rules[0].rule: "no" is none of pin, forbid'),
        ({"rules": ["pin"]}, 'rules[0]: "pin" is not an object'),
        ({"rules": [{"left": "a"}]}, "rules[0].rule: is missing"),
        ({"rules": [{"rule": ["pin"]}]}, "rules[0].rule:"),
        ({"rules": [{"rule": "pin", "left": "a"}]}, "rules[0].right: is missing"),
        ({"rules": [{"rule": "pin", "left": "c", "right": "x"}]}, "rules[0].left: nobody on the left"),
        ({"rules": [{"rule": "at_most", "side": "left", "groups": {}, "count": 1 << 70}]}, "count: this passes"),
        ({"rules": [{"rule": "at_most", "side": "up", "groups": {}, "count": 1}]}, 'rules[0].side: "up" is none'),
        ({"rules": [{"rule": "at_most_pairs", "left": {}, "right": {}, "count": -2}]}, "rules[0].count: -2 is below"),
        ({"everyone": 1}, "everyone: 1 is neither true nor false"),
        ({"mode": "fair"}, 'mode: "fair" is none of best'),
        ({"max_loss": 1.5}, "max_loss: 3/2 is not a share"),
        ({"max_loss": "much"}, 'max_loss: "much" is not a share'),
        ({"max_loss": 1e300}, "max_loss:"),
        ({"explain": ["why"]}, 'explain[0]: "why" is none of prices'),
    ],
)  # fmt: skip
def test_what_is_refused(changes: dict[str, Any], said: str) -> None:
    assert said in fault(**changes)
    assert len(fault(**changes).splitlines()) == 1


def test_in_one_pool() -> None:
    pool = {"right": None, "left": SIDE}
    both = [{"left": "a", "right": "b", "left_value": 1, "right_value": 1}]
    assert read(**pool, pairs=both).problem.one_pool
    turned = {"left": "b", "right": "a", "left_value": 1, "right_value": 1}
    alone = {"left": "a", "right": "a", "left_value": 1, "right_value": 1}
    side = {"rule": "at_most", "side": "right", "groups": {}, "count": 1}
    for changes, said in (
        ({"pairs": [*both, turned]}, "pairs[1]: b with a is given both ways round"),
        ({"pairs": [alone]}, "pairs[0]: a cannot be paired with itself"),
        ({"pairs": both, "rules": [side]}, "rules[0].side: in one pool"),
    ):
        with pytest.raises(Unusable) as refusal:
            read(**pool, **changes)
        assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"\xff", "not text in UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        (b"9" * 5000, "thousands of digits"),
        (b"[]", "file: [] is not an object"),
        (b'{"format": "koinon-match-1", "format": "koinon-match-1", "left": [], "pairs": []}', "given twice"),
        (b'{"format": "koinon-match-1", "left": [{"id": "a", "id": "b"}], "pairs": []}', "left[0]: the key id is given"),
        (b'{"format": "koinon-match-1", "left": [{"id": "\\u003a", "id": "b"}], "pairs": []}', "left[0]: the key id"),
        (b'{"format": "koinon-match-1", "left": [{"id": "a"}], "pairs": [], "max_loss": 1e99999999}', "max_loss"),
        (b'{"format": "koinon-match-1", "left": [{"id": "a"}], "pairs": [], "max_loss": 0.' + b"1" * 99 + b"}", "max_"),
    ],
)  # fmt: skip
def test_what_is_not_a_file_at_all(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_colons_in_names_are_no_keys() -> None:
    left = [{"id": "cn:kmg:1", "groups": {"a:b": "c:d"}}]
    pairs = [{"left": "cn:kmg:1", "right": "x:", "left_value": 1, "right_value": 1}]
    assert read(left=left, right=[{"id": "x:"}], pairs=pairs).problem.left[0].id == "cn:kmg:1"


def test_five_wrong_cells_in_fourteen_thousand_rows() -> None:
    left = [{"id": f"l{at}"} for at in range(7000)]
    right = [{"id": f"r{at}"} for at in range(7000)]
    pairs: list[dict[str, Any]] = [
        {"left": f"l{at // 2}", "right": f"r{(at * 7) % 7000}", "left_value": 1, "right_value": 1}
        for at in range(14000)
    ]
    pairs[17]["left_value"] = "3"
    pairs[170]["right"] = "nobody"
    pairs[1700]["right_value"] = None
    left[500]["capacity"] = -1  # type: ignore[assignment]
    del right[6999]["id"]
    said = fault(left=left, right=right, pairs=pairs)
    places = [line.split(":")[0] for line in said.splitlines()]
    assert {
        "pairs[17].left_value",
        "pairs[170].right",
        "pairs[1700].right_value",
        "left[500].capacity",
    } <= set(places)
    assert "right[6999].id" in places


def test_the_first_twenty_faults_are_told() -> None:
    said = fault(pairs=[PAIR | {"left": f"c{at}"} for at in range(50)]).splitlines()
    assert len(said) == 21
    assert "only the first 20" in said[-1]


@settings(max_examples=60, deadline=None)
@given(rounds(Mode.TRADEOFF))
def test_the_canonical_form_is_a_file_of_the_same_problem(round_: Problem) -> None:
    text = canonical(round_)
    assert json.dumps(json.loads(text), sort_keys=True, separators=(",", ":")) == text
    again = exchange_file.read(text.encode()).problem
    assert canonical(again) == text
    assert digest(again) == hashlib.sha256(text.encode()).hexdigest()


@given(st.text())
def test_noise_is_refused_not_crashed_on(noise: str) -> None:
    with pytest.raises(Unusable):
        exchange_file.read(noise.encode("utf-8", "surrogatepass"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(exchange_file.KEYS)), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(exchange_file.KEYS)), JSON), st.sampled_from(sorted(EXAMPLE)))
def test_any_other_content_is_refused_or_read(changes: dict[str, Any], dropped: str) -> None:
    changed = {key: value for key, value in (EXAMPLE | changes).items() if key != dropped}
    try:
        assert exchange_file.parsed(changed).problem.left
    except Unusable as refusal:
        assert str(refusal)  # noqa: PT017


def test_an_answer_is_one_pair_a_line() -> None:
    problem = read(left=SIDE, right=[{"id": "x"}], pairs=[PAIR]).problem
    text = written(problem, solve(problem))
    assert json.loads(text)["pairs"] == [["a", "x"]]
    assert '  ["a", "x"]\n' in text


def test_a_rule_of_groups_nobody_is_in_counts_nobody_and_says_so() -> None:
    nobody = {"side": "left", "groups": {"country": "XX"}}
    at_most = read(rules=[{"rule": "at_most", "count": 0} | nobody]).problem
    answer = solve(at_most)
    assert answer.status == "optimal"
    assert answer.pairs == solve(read().problem).pairs
    assert content(at_most, answer)["notes"] == [
        "No city there has country XX: the rule counts nobody. Check the spelling."
    ]
    at_least = read(rules=[{"rule": "at_least", "count": 1} | nobody]).problem
    assert solve(at_least).status == "infeasible"
