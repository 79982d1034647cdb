"""What is done with the rules of a body: enter one, change it, take away one entered by mistake."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from koinon.network.governance.models import IN_DAYS, BodyRule, RuleKind
from koinon.network.governance.permissions import can_convene
from koinon.network.people.models import Body
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.dates import Span
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = dict[str, Any]
COUNTED = (*IN_DAYS, RuleKind.QUORUM, RuleKind.MAJORITY, RuleKind.PROXIES)
SHARES = (RuleKind.QUORUM, RuleKind.MAJORITY)


class Unfinished(Refused):
    """The rule does not say what a rule of its kind has to say."""


def record_rule(body: Body, values: Values, *, by: Reader) -> BodyRule:
    """Enter a rule of a body."""
    refuse_unless(can_convene(by))
    _refuse_unfinished(body, values)
    with act("record_rule", by=by.user) as doing:
        key = propose_key(BodyRule, body.key, values["kind"], values.get("article"))
        return doing.create(BodyRule(key=key, body=body, **values))


def change_rule(
    rule: BodyRule, values: Values, *, by: Reader, expected_version: int | None = None
) -> BodyRule:
    """Correct a rule. One that was replaced gets an end, and its successor is entered beside it."""
    refuse_unless(can_convene(by))
    names = ("kind", "number", "out_of", "post", "starts", "ends")
    _refuse_unfinished(rule.body, {name: getattr(rule, name) for name in names} | values)
    with act("change_rule", by=by.user) as doing:
        return doing.change(rule, expected_version, **values)


def remove_rule(rule: BodyRule, *, by: Reader) -> None:
    """Take away a rule entered by mistake; the history keeps it."""
    refuse_unless(can_convene(by))
    with act("remove_rule", by=by.user) as doing:
        doing.about(rule.body)
        doing.remove(rule)


def _refuse_unfinished(body: Body, values: Values) -> None:
    Span(values["starts"], values["ends"])  # refuses an end before the start
    kind, number, out_of, post = (values.get(name) for name in ("kind", "number", "out_of", "post"))
    if kind in COUNTED and number is None:
        raise Unfinished(_("Say how many: days, seats or votes."), field="number")
    if out_of is not None and kind not in SHARES:
        raise Unfinished(_("Only a quorum and a majority are shares."), field="out_of")
    if out_of is not None and not (number and 1 <= number <= out_of):
        raise Unfinished(_("A share is at least 1 and at most the whole: 1 out of 2."), field="out_of")
    if kind == RuleKind.VOTERS and post is None:
        raise Unfinished(_("Say the holders of which post vote."), field="post")
    if post is not None and post.body_id != body.pk:
        raise Unfinished(_("This post is one of another body."), field="post")
