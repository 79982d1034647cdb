"""What agreements tell the governance below them: what rests on a decision, and what the Board's pack says of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.acts import Act
from koinon.cooperation.agreements.commitment_queries import Promise, promises
from koinon.cooperation.agreements.commitments import Commitment, Evidence, EvidenceDue, counted
from koinon.cooperation.agreements.stages import ActKind, State
from koinon.cooperation.agreements.terms import Agreement, GrantTerm, Party
from koinon.network.governance.consequences import Consequence
from koinon.network.governance.models import ItemPaper
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.ui import figures
from koinon.platform.ui.punctuation import listed

TONES = {
    State.IN_FORCE: "yes",
    State.SIGNED: "yes",
    State.APPROVED: "plain",
    State.DRAFT: "plain",
    State.RENEWED: "no",
    State.EXPIRED: "no",
    State.ENDED: "no",
}
Facts = tuple[tuple[str, str], ...]


def consequences(decisions: Sequence[int], reader: Reader, on: date) -> dict[int, list[Consequence]]:
    """The agreements that rest on decisions, down to evidence and money: eight statements at most."""
    acts = _resting(reader, decisions=decisions, on=on)
    resting = [(act.decision_id or 0, act.agreement_id) for act in acts]
    told = _agreements(sorted({agreement for _decision, agreement in resting}), reader, on)
    found: dict[int, list[Consequence]] = {}
    for decision, agreement in dict.fromkeys(resting):
        if agreement in told:
            found.setdefault(decision, []).append(told[agreement])
    for one in _evidencing(reader, decisions=decisions):
        link = Consequence(_("Evidence"), str(one), one.get_absolute_url())
        found.setdefault(one.decision_id or 0, []).append(link)
    return found


@prepared
def _resting(reader: Reader, /, *, decisions: Sequence[int], on: date) -> QuerySet[Act]:
    rows = Act.objects.visible_to(reader).filter(decision__in=decisions, day_earliest__lte=on)
    return rows.order_by("day_earliest", "agreement_id", "id")


@prepared
def _evidencing(reader: Reader, /, *, decisions: Sequence[int]) -> QuerySet[Evidence]:
    return Evidence.objects.visible_to(reader).filter(decision__in=decisions).order_by("id")


def _agreements(ids: Sequence[int], reader: Reader, on: date) -> dict[int, Consequence]:
    if not ids:
        return {}
    rows = list(Agreement.objects.visible_to(reader).filter(pk__in=ids).with_standing(on, reader))
    commitments = Commitment.objects.visible_to(reader).filter(agreement__in=ids).with_given(on)
    ledger: dict[int, list[Promise]] = {}
    for promise in promises(list(commitments.order_by("order", "id")), on, reader):
        ledger.setdefault(promise.commitment.agreement_id, []).append(promise)
    evidence = _evidence([one.commitment.pk for rows in ledger.values() for one in rows], reader, on)
    money: dict[int, list[GrantTerm]] = {}
    grants = GrantTerm.objects.visible_to(reader).filter(agreement__in=ids).select_related("payer", "payee")
    for term in grants.order_by("id"):
        money.setdefault(term.agreement_id, []).append(term)
    return {
        row.pk: Consequence(
            _("Agreement"),
            str(row),
            row.get_absolute_url(),
            figures.span(row.span) if not row.starts.is_unknown else "",
            (str(State(row.state).label), TONES.get(State(row.state), "plain")),
            (
                *(_promise(one, evidence.get(one.commitment.pk, ())) for one in ledger.get(row.pk, ())),
                *_money(money.get(row.pk, ())),
            ),
        )
        for row in rows
    }


def _promise(promise: Promise, evidence: Sequence[Consequence]) -> Consequence:
    mark = None
    if promise.total:
        words = _("%(done)s of %(total)s evidenced") % {
            "done": figures.number(promise.evidenced),
            "total": figures.number(promise.total),
        }
        mark = (words, "yes" if promise.evidenced == promise.total else "plain")
    if promise.late_words:
        mark = (_("late by %(time)s") % {"time": promise.late_words}, "late")
    one = promise.commitment
    return Consequence(
        _("Promise"), str(one), one.get_absolute_url(), promise.due_words, mark, tuple(evidence)
    )


def _evidence(commitments: Sequence[int], reader: Reader, on: date) -> dict[int, list[Consequence]]:
    """What counts as evidence on the day, by promise, each piece once."""
    rows = EvidenceDue.objects.visible_to(reader).filter(
        counted(on, "evidence__"), due__commitment__in=commitments
    )
    found: dict[int, dict[int, Consequence]] = {}
    for row in rows.select_related("evidence", "due").order_by("id"):
        link = Consequence(_("Evidence"), str(row.evidence), row.evidence.get_absolute_url())
        found.setdefault(row.due.commitment_id, {}).setdefault(row.evidence_id, link)
    return {commitment: list(links.values()) for commitment, links in found.items()}


def _money(terms: Sequence[GrantTerm]) -> Iterator[Consequence]:
    for term in terms:
        yield Consequence(_("Money"), str(term), "", listed(amount(term), term.purpose))


def amount(term: GrantTerm) -> str:
    """An amount in its own currency; undisclosed is a value."""
    if term.undisclosed:
        return _("amount undisclosed")
    if term.amount is not None:
        return f"{term.currency} {figures.number(term.amount.normalize())}"
    return _("in kind") if term.in_kind else _("amount not on record")


# The Board's pack


def facts(records: Sequence[Agreement], reader: Reader, on: date) -> dict[int, Facts]:
    """An agreement in the pack: parties, term, how it stands, what is promised, money. Four statements."""
    ids = [one.pk for one in records]
    rows = list(Agreement.objects.filter(pk__in=ids).with_standing(on, reader))
    parties: dict[int, list[str]] = {}
    for party in Party.objects.shown_to(reader).filter(agreement__in=ids).order_by("order", "id"):
        parties.setdefault(party.agreement_id, []).append(str(party.body))
    promised: dict[int, list[str]] = {}
    for one in Commitment.objects.visible_to(reader).filter(agreement__in=ids).order_by("order", "id"):
        promised.setdefault(one.agreement_id, []).append(str(one))
    money: dict[int, list[str]] = {}
    for term in (
        GrantTerm.objects.visible_to(reader).filter(agreement__in=ids).select_related("payer", "payee")
    ):
        money.setdefault(term.agreement_id, []).append(f"{term}: {amount(term)}")
    return {
        row.pk: tuple(
            (label, value)
            for label, value in (
                (_("Parties"), "; ".join(parties.get(row.pk, ()))),
                (_("Term"), _term(row)),
                (_("State"), str(State(row.state).label)),
                (_("Promised"), "; ".join(promised.get(row.pk, ()))),
                (_("Money"), "; ".join(money.get(row.pk, ()))),
            )
            if value
        )
        for row in rows
    }


def _term(agreement: Agreement) -> str:
    span = "" if agreement.starts.is_unknown and agreement.ends.is_unknown else figures.span(agreement.span)
    return listed(span, agreement.length_told)


def waiting(decision_item: int, reader: Reader) -> list[Agreement]:
    """The agreements an item drew on that no decision has approved yet: one statement."""
    kind = Agreement.record_kind()
    drawn = ItemPaper.objects.filter(item=decision_item, subject_kind=kind).values("subject_id")
    rows = Agreement.objects.visible_to(reader).filter(pk__in=drawn)
    return list(rows.exclude(acts__kind=ActKind.APPROVED).order_by("id"))
