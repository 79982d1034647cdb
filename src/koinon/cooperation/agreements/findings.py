"""What the rules of this room notice: lengths, gaps, lists that break off, agendas, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.acts import Act, Signatory, SignatoryKind
from koinon.cooperation.agreements.authority import DoubtKind, doubts_about
from koinon.cooperation.agreements.papers import Alignment, Purpose
from koinon.cooperation.agreements.queries import linked, term_of, was_signed
from koinon.cooperation.agreements.stages import OPENING, ActKind
from koinon.cooperation.agreements.state import Term, last_day
from koinon.cooperation.agreements.terms import Agreement, Party
from koinon.cooperation.programmes.findings import stated
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.evidence.rules import Proposal, Value, rule
from koinon.network.evidence.sourced import expect_sources
from koinon.platform.dates import Day
from koinon.platform.dates.lengths import Length

expect_sources(Agreement, Act)


@rule(
    "agreement-length",
    title=_("Length against dates"),
    headline=_("%(length)s, or %(dates)s?"),
    words=_(
        "The length as stated is %(length)s, which counted from %(begun)s ends on %(counted)s; the dates on "
        "record say %(dates)s. Both stand, and between the two ends it is possibly in force."
    ),
)
def find_lengths_against_dates(on: date) -> Iterator[Proposal]:
    """Agreements whose stated length and stated dates cannot both be true."""
    for agreement in Agreement.objects.exclude(length_months=None).prefetch_related("acts"):
        term = term_of(agreement, agreement.acts.all())
        if term.contradicts:
            begun = counted_from(term)
            values: dict[str, Value] = {
                "length": Length(term.months or 0, agreement.length_words),
                "dates": agreement.span,
                "begun": begun,
                "counted": last_day(begun.earliest, term.months or 0),
            }
            yield Proposal("agreement-length", (agreement,), values)


def counted_from(term: Term) -> Day:
    """The day the length is counted from: the signature where the start admits it, else the start itself."""
    signed = [deed.earliest for deed in term.deeds if deed.kind in OPENING and term.may_begin_with(deed)]
    return Day.of(min(signed, default=term.starts_earliest))


@rule(
    "agreement-gap",
    title=_("A gap between agreements"),
    headline=_("No agreement from %(begins)s to %(ends)s"),
    words=_(
        "Between %(first)s and %(second)s no general agreement is on record from %(begins)s to %(ends)s, "
        "after “%(before)s” and before “%(after)s”."
    ),
)
def find_gaps_between_agreements(on: date) -> Iterator[Proposal]:
    """Times between the signed general agreements of the same two bodies in which none can have held."""
    parties = Prefetch("parties", Party.objects.select_related("body"))
    shared: dict[tuple[int, int], list[Agreement]] = {}
    for agreement in Agreement.objects.filter(general=True).prefetch_related("acts", parties):
        ids = sorted(party.body_id for party in agreement.parties.all())
        for first, second in [(a, b) for n, a in enumerate(ids) for b in ids[n + 1 :]]:
            shared.setdefault((first, second), []).append(agreement)
    for pair, agreements in shared.items():
        yield from gaps_of(pair, [one for one in agreements if was_signed(one)], on)


def gaps_of(pair: tuple[int, int], agreements: list[Agreement], on: date) -> Iterator[Proposal]:
    """The gaps in the agreements of one pair of bodies."""
    links = linked(agreements, on)
    for before, after in pairwise(links):
        if after.gap:
            bodies = [party.body for party in after.agreement.parties.all() if party.body_id in pair]
            values: dict[str, Value] = {
                "first": bodies[0],
                "second": bodies[-1],
                "begins": after.gap[0],
                "ends": after.gap[1],
                "before": before.agreement,
                "after": after.agreement,
            }
            yield Proposal("agreement-gap", (before.agreement, after.agreement, *bodies), values)


@rule(
    "purposes-break-off",
    title=_("A list of objectives that breaks off"),
    words=_("The list of objectives of “%(agreement)s” breaks off in the source: look for the whole text."),
)
def find_purposes_that_break_off(on: date) -> Iterator[Proposal]:
    """Purposes marked as cut off."""
    for purpose in Purpose.objects.filter(cut_off=True).select_related("agreement"):
        agreement = purpose.agreement
        yield Proposal(
            "purposes-break-off", (agreement, purpose), {"agreement": agreement}, agreement.audience
        )


@rule(
    "agreement-misattributed",
    title=_("A goal credited to another agenda"),
    headline=_("%(stated)s of the %(credited)s?"),
    words=_(
        "The source credits %(stated)s to the %(credited)s. They belong to the %(own)s, which is another "
        "vocabulary; the alignment is recorded under its own."
    ),
)
def find_misattributed_alignments(on: date) -> Iterator[Proposal]:
    """The alignments of agreements that their source credits to an agenda they are not of."""
    for alignment in Alignment.objects.exclude(attributed_to="").select_related("agreement"):
        if alignment.is_misattributed:
            values: dict[str, Value] = {
                "stated": stated(alignment),
                "credited": alignment.attributed_to,
                "own": Vocabulary(alignment.vocabulary).label,
            }
            agreement = alignment.agreement
            yield Proposal("agreement-misattributed", (agreement, alignment), values, agreement.audience)


@rule(
    "unnamed-signatories",
    title=_("Signed, by whom?"),
    words=_("“%(agreement)s” was signed on %(day)s; the record names nobody who signed it."),
)
def find_signings_without_signatory(on: date) -> Iterator[Proposal]:
    """Signings with nobody named; witnesses are not signatories."""
    named = Signatory.objects.filter(kind=SignatoryKind.SIGNATORY).values("act")
    for act in Act.objects.filter(kind=ActKind.SIGNED).exclude(pk__in=named).select_related("agreement"):
        values: dict[str, Value] = {"agreement": act.agreement, "day": act.day}
        yield Proposal("unnamed-signatories", (act.agreement, act), values, act.agreement.audience)


@rule(
    "signed-without-decision",
    title=_("Signed without a decision on record"),
    words=_("“%(agreement)s” was signed on %(day)s, and no decision to approve it is on record."),
)
def find_signings_without_decision(on: date) -> Iterator[Proposal]:
    """Agreements that were signed while none of their acts points at a decision."""
    decided = Act.objects.exclude(decision=None).values("agreement")
    signed = Act.objects.filter(kind=ActKind.SIGNED).exclude(agreement__in=decided)
    for act in signed.select_related("agreement"):
        values: dict[str, Value] = {"agreement": act.agreement, "day": act.day}
        yield Proposal("signed-without-decision", (act.agreement, act), values, act.agreement.audience)


@rule(
    "signatory-without-role",
    title=_("Signed without an office on record"),
    headline=_("In what office did %(person)s sign?"),
    words=_(
        "%(person)s signed “%(agreement)s” on %(day)s for %(party)s; the record shows no office of theirs "
        "for that party that day."
    ),
)
def find_signatories_without_role(on: date) -> Iterator[Proposal]:
    """Signatories whose office did not hold on the day, or was not one of the party they signed for."""
    people = Signatory.objects.select_related(
        "person", "party__body__parent__parent", "party__office__parent__parent"
    )
    acts = Act.objects.filter(kind=ActKind.SIGNED).select_related("agreement")
    signings = [
        (act, list(act.signatories.all()), True)
        for act in acts.prefetch_related(Prefetch("signatories", people))
    ]
    found = doubts_about(signings)
    for act, _people, _decided in signings:
        for doubt in found[act.pk]:
            one = doubt.signatory
            if (
                one
                and one.party
                and doubt.kind in (DoubtKind.NO_ROLE, DoubtKind.NOT_HELD, DoubtKind.FOR_ANOTHER)
            ):
                values: dict[str, Value] = {
                    "person": one.person,
                    "agreement": act.agreement,
                    "day": act.day,
                    "party": one.party.body,
                }
                subjects = (act.agreement, one, one.person)
                yield Proposal("signatory-without-role", subjects, values, act.agreement.audience)


@rule(
    "term-without-signature",
    title=_("A term, but no signature on record"),
    words=_(
        "The term of “%(agreement)s” is on record (%(dates)s), but not that it was signed or entered "
        "into force."
    ),
)
def find_terms_without_signature(on: date) -> Iterator[Proposal]:
    """Agreements whose term has begun by their dates, while nothing says they were signed."""
    opened = Act.objects.filter(kind__in=OPENING).values("agreement")
    for agreement in Agreement.objects.filter(starts_latest__lte=on).exclude(pk__in=opened):
        values: dict[str, Value] = {"agreement": agreement, "dates": agreement.span}
        yield Proposal("term-without-signature", (agreement,), values)
