"""What the rules notice about judging: results that no longer stand, blind phases over public names, thin coverage."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.awards.freezing import proof_of
from koinon.cooperation.awards.models import Phase, Result
from koinon.network.evidence.rules import Proposal, rule


@rule(
    "award-result-changed",
    title=_("Frozen result that no longer stands"),
    headline=_("Who changed a frozen score?"),
    words=_("The result of “%(phase)s” was frozen and signed. The record behind it is no longer the same."),
)
def find_changed_results(on: date) -> Iterator[Proposal]:
    """Results whose digest, signature or scores are not those that were frozen."""
    for result in Result.objects.select_related("phase__panel").order_by("key"):
        if not proof_of(result).holds:
            yield Proposal("award-result-changed", (result.phase,), {"phase": result.phase.title})


@rule(
    "award-blind-but-announced",
    title=_("Blind phase over announced names"),
    headline=_("Can these jurors be blind?"),
    words=_("“%(phase)s” is blind, yet its entries were announced with their names."),
)
def find_blind_over_announced(on: date) -> Iterator[Proposal]:
    """Blind phases not yet frozen whose entries stand on a public list."""
    rows = Phase.objects.filter(blind=True, frozen_at=None, from_stage__announced_at__isnull=False)
    for phase in rows.order_by("key"):
        yield Proposal("award-blind-but-announced", (phase,), {"phase": phase.title})


@rule(
    "award-thin-coverage",
    title=_("Phase past its end, and entries not scored enough"),
    headline=_("Who scores the rest?"),
    words=_("“%(phase)s” was to close by %(day)s. Entries with too few scores: %(n)s."),
)
def find_thin_coverage(on: date) -> Iterator[Proposal]:
    """Phases past their end whose entries have fewer scores than the phase asks for."""
    thin = Count("tallies", filter=Q(tallies__counted__lt=F("per_entry")))
    rows = Phase.objects.filter(opened_at__isnull=False, closed_at=None, closes_on__lt=on)
    for phase in rows.annotate(thin=thin).filter(thin__gt=0).order_by("key"):
        words = {"phase": phase.title, "day": phase.closes_on.isoformat(), "n": str(phase.thin)}  # type: ignore[union-attr,attr-defined]
        yield Proposal("award-thin-coverage", (phase,), words)
