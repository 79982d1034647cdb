"""The signed report of a pairing round as a paper: weights, rules, bounds, pairs with their parts, digests, signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from math import ceil, floor
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from koinon.cooperation.pairing.explaining import PROVEN
from koinon.cooperation.pairing.models import AnswerChoice, CriterionName, Report, ScenarioMode
from koinon.cooperation.pairing.rule_words import frame_in_words, rule_in_words
from koinon.platform.ui.figures import day, number
from koinon.platform.ui.punctuation import aside, listed
from koinon.site.briefings.paper import Bars, Block, Fact, Facts, Heading, Paper, Signatures, Table, Text

Body = Mapping[str, Any]


def pairing_report(report: Report, *, language: str, verify_address: str) -> Paper:
    """The report exactly as it was signed; nothing on it is read from the record of today."""
    with override(language):
        body: Body = report.body
        return Paper(
            title=body["round"]["title"],
            kicker=_("Signed report on a pairing round"),
            standfirst=body["round"]["edition"],
            language=get_language() or "en",
            blocks=tuple(_blocks(report, body, verify_address)),
            footer=_("Digest %(digest)s") % {"digest": report.digest[:16]},
            filename=f"report-{body['round']['key']}",
        )


def _blocks(report: Report, body: Body, verify_address: str) -> Iterator[Block]:
    yield Heading(_("What is proven"))
    yield Facts(tuple(_result(body["result"])))
    yield Heading(_("When"))
    yield Facts(
        tuple(
            Fact(words, _moment(body["moments"][name])) for name, words in _moments() if body["moments"][name]
        )
    )
    yield from _weights(body)
    yield from _rules(body)
    yield from _answers(body.get("consultation"))
    yield from _pairs(body)
    yield Heading(_("Digests and signature"))
    yield Facts(tuple(_seals(report, body)))
    yield Text(
        _("Whether this report is whole can be seen at %(address)s.") % {"address": verify_address},
        quiet=True,
    )
    yield Signatures((("", _("For the programme")), ("", _("For the secretariat"))))


def _moments() -> list[tuple[str, str]]:
    return [
        ("call opened", _("Call opened")),
        ("weights frozen", _("Weights frozen")),
        ("profiles opened", _("Profiles opened")),
        ("solved", _("Solved")),
        ("cities asked", _("Cities asked")),
        ("published", _("Published")),
    ]


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return listed(day(moment.date(), "long"), f"{moment:%H:%M} UTC")


def _result(result: Body) -> Iterator[Fact]:
    modes = dict(ScenarioMode.choices)
    yield Fact(_("Aim"), str(modes.get(result["mode"], result["mode"])))
    yield Fact(_("Total"), number(result["total"]))
    yield Fact(_("No pairing is worth more than"), number(result["bound"]))
    yield Fact(_("Pairs that would rather have each other"), number(result["blocking_pairs"]))
    proven = result["status"] == "optimal"
    told = PROVEN.get(result["mode"], _("optimum proven"))
    yield Fact(_("Proof"), str(told) if proven else _("allowed by the rules; not proven to be the best"))


def _weights(body: Body) -> Iterator[Block]:
    labels = dict(CriterionName.choices)
    weights = _by_weight(body["weights"])
    held = {one["criterion"]: one for one in body["result"].get("intervals") or ()}
    yield Heading(_("Weights"))
    if not held:
        rows = tuple((str(labels.get(name, name)), number(weight)) for name, weight in weights)
        yield Table((_("Criterion"), _("Weight")), rows, widths=(4, 1), numbers=(1,))
        return
    told = tuple((str(labels.get(name, name)), number(weight), _held(held[name])) for name, weight in weights)
    columns = (_("Criterion"), _("Weight"), _("The pairs stay the best"))
    yield Table(columns, told, widths=(4, 1, 2), numbers=(1,))
    steady = body["result"].get("steady") or ()
    made = [pair for pair in body["pairs"] if not pair["by_hand"] or pair["undone"]]
    words = _("%(steady)s of %(all)s pairs stay whichever weight is a fifth more or less.")
    yield Text(words % {"steady": number(len(steady)), "all": number(len(made))}, quiet=True)


def _held(interval: Body) -> str:
    """Within which whole weights the pairs stay the best."""
    low, high = interval["low"], interval["high"]
    lowest = number(ceil(Fraction(*low["weight"]))) if low else ""
    highest = number(floor(Fraction(*high["weight"]))) if high else ""
    if lowest and highest:
        return f"{lowest}–{highest}"
    if lowest:
        return _("from %(low)s") % {"low": lowest}
    return _("to %(high)s") % {"high": highest} if highest else _("at any")


def _by_weight(weights: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(weights.items(), key=lambda one: (-one[1], one[0]))


def _rules(body: Body) -> Iterator[Block]:
    names = {key: one["name"] for key, one in body["cities"].items()}
    frame = frame_in_words(body["frame"]) if "frame" in body else []
    if frame or body["rules"]:
        yield Heading(_("Rules"))
    for words in frame:
        yield Text(f"• {words}")
    for rule in body["rules"]:
        yield Text("• " + aside(rule_in_words(rule, names), rule.get("reason") or ""))


def _answers(said: Mapping[str, int] | None) -> Iterator[Block]:
    """How the cities answered, counted; a report signed before this was counted says nothing of it."""
    if said is None:
        return
    answered = sum(said[choice] for choice in AnswerChoice.values)
    yield Heading(_("What the cities answered"))
    facts = [Fact(str(label), number(said[choice])) for choice, label in AnswerChoice.choices]
    yield Facts((*facts, Fact(_("no answer"), number(said["asked"] - answered))))


def _pairs(body: Body) -> Iterator[Block]:
    """Each pair with its parts drawn to one scale; what was made or undone by hand says so, with its reason."""
    labels = dict(CriterionName.choices)
    pairs = body["pairs"]
    most = max((pair["left_value"] + pair["right_value"] for pair in pairs), default=1)
    yield Heading(_("Pairs"))
    for pair in pairs:
        title = " – ".join(pair["names"])
        parts = tuple(
            (
                str(labels.get(one["criterion"], one["criterion"])),
                one["weight"] * (one["left"] + one["right"]),
            )
            for one in pair["parts"]
        )
        yield Bars(aside(title, number(pair["left_value"] + pair["right_value"])), parts, most)
        if pair["undone"] or pair["by_hand"]:
            told = _("Undone by hand: %(reason)s") if pair["undone"] else _("Made by hand: %(reason)s")
            yield Text(told % {"reason": pair["reason"]}, quiet=True)


def _seals(report: Report, body: Body) -> Iterator[Fact]:
    yield Fact(_("Weights"), body["weights_digest"])
    yield Fact(_("Problem"), body["result"]["problem_digest"])
    yield Fact(_("Report"), report.digest)
    yield Fact(_("Signature"), report.signature)
