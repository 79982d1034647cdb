"""The report of a panel on a frozen phase: rules, coverage, who goes forward with what reasons, digest and signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from koinon.cooperation.awards.models import Result, TieRule
from koinon.cooperation.awards.sight import is_veiled
from koinon.cooperation.calls.models import Criterion, Entry
from koinon.platform.ui.figures import day, number
from koinon.platform.ui.punctuation import aside, listed
from koinon.site.briefings.paper import Block, Fact, Facts, Heading, Paper, Signatures, Table, Text

Body = Mapping[str, Any]


def jury_report(result: Result, *, language: str, verify_address: str, whole: bool = True) -> Paper:
    """The result exactly as it was signed. Entries are named once no blind phase of the call is left.

    ``whole`` lists every entry; otherwise only those that go forward.
    """
    with override(language):
        phase = result.phase
        body: Body = result.frozen
        names = {} if is_veiled(phase) else _names(result)
        return Paper(
            title=phase.panel.call.title,
            kicker=_("Report of %(panel)s") % {"panel": phase.panel.body},
            standfirst=phase.title,
            language=get_language() or "en",
            blocks=tuple(_blocks(result, body, names, verify_address, whole)),
            footer=_("Digest %(digest)s") % {"digest": result.digest[:16]},
            filename=f"report-{result.digest[:12]}",
        )


def _names(result: Result) -> dict[int, str]:
    rows = Entry.objects.filter(call=result.phase.panel.call_id).select_related("applicant")
    return {one.number: aside(one.title, one.applicant) for one in rows if one.number is not None}


def _blocks(
    result: Result, body: Body, names: dict[int, str], verify_address: str, whole: bool
) -> Iterator[Block]:
    rules, entries = body["rules"], body["entries"]
    scored = sum(one["counted"] for one in entries)
    yield Heading(_("How it was judged"))
    yield Facts(
        (
            Fact(_("Entries"), number(len(entries))),
            Fact(_("Scores"), number(scored)),
            Fact(_("Abstentions"), number(sum(one["abstained"] for one in entries))),
            Fact(_("Blind"), _("yes") if body["phase"]["blind"] else _("no")),
            Fact(_("Ties"), str(dict(TieRule.choices).get(rules["tie_rule"], rules["tie_rule"]))),
            Fact(_("Ranked by"), _("scores freed of severity") if rules["normalised"] else _("raw scores")),
            *(Fact(words, _moment(body["moments"][name])) for name, words in _moments()),
        )
    )
    titles = {one.key: str(one) for one in Criterion.objects.filter(call=result.phase.panel.call_id)}
    yield Heading(_("Criteria"))
    yield Table(
        (_("Criterion"), _("Weight"), _("Most points")),
        tuple((titles.get(key, key), number(weight), number(top)) for key, weight, top in rules["criteria"]),
        widths=(5, 1, 1),
        numbers=(1, 2),
    )
    forward = [one for one in entries if one["forward"]]
    yield Heading(_("Who goes forward"))
    yield _table(forward, names)
    for one in entries:
        if one["by_hand"]:
            told = (
                _("Put forward by hand: %(reason)s") if one["forward"] else _("Left out by hand: %(reason)s")
            )
            yield Text(f"{one['code']} – {told % {'reason': one['by_hand']}}", quiet=True)
    if whole and len(entries) > len(forward):
        yield Heading(_("All entries"))
        yield _table(entries, names)
    yield Heading(_("Digests and signature"))
    yield Facts(
        (
            Fact(_("Scores"), body["scores_digest"]),
            Fact(_("Result"), result.digest),
            Fact(_("Signature"), result.signature),
        )
    )
    yield Text(
        _("Whether this report is whole can be seen at %(address)s.") % {"address": verify_address},
        quiet=True,
    )
    yield Signatures((("", _("In the chair")), ("", _("For the secretariat"))))


def _table(entries: list[Body], names: dict[int, str]) -> Table:
    """Place, entry and score; an entry has its code, and its name where it may be told."""
    rows = tuple(
        (
            number(one["place"]) if one["mean"] is not None else "–",
            one["code"] + (f" {names[one['number']]}" if one["number"] in names else ""),
            _percent(one["mean"]),
            _percent(one["adjusted"]),
            _percent(one["spread"]),
            f"{number(one['agree'])} : {number(one['disagree'])}",
        )
        for one in entries
    )
    head = (
        pgettext("in a ranking", "Place"),
        _("Entry"),
        _("Mean"),
        _("Freed of severity"),
        _("Spread"),
        _("Agree : disagree"),
    )
    return Table(head, rows, widths=(1, 6, 1, 2, 1, 2), numbers=(0, 2, 3, 4, 5))


def _percent(value: str | None) -> str:
    return "–" if value is None else number(round(float(value), 1))


def _moments() -> list[tuple[str, str]]:
    return [
        ("opened", _("Opened")),
        ("closed", _("Scoring closed")),
        ("frozen", _("Frozen")),
    ]


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return listed(day(moment.date(), "long"), f"{moment:%H:%M} UTC")
