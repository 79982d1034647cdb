"""The page of an agreement: all it shows, in a fixed number of statements, only what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import QuerySet

from koinon.cooperation.agreements.acts import Act, Signatory, SignatoryKind
from koinon.cooperation.agreements.authority import Doubt, doubts_about
from koinon.cooperation.agreements.papers import AgreementTitle, Alignment, LanguageVersion, Purpose, Theme
from koinon.cooperation.agreements.queries import Link, chain, term_of
from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.stages import ActKind
from koinon.cooperation.agreements.state import Standing, Term
from koinon.cooperation.agreements.terms import Agreement, Appointment, GrantTerm, Party
from koinon.cooperation.programmes.models import Edition, Programme
from koinon.network.governance.models import Decision
from koinon.network.people.models import Role
from koinon.network.people.prepared import lay, prepared, sorted_to
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record


@dataclass(frozen=True, slots=True)
class Step:
    """One act with its decision, who signed and who witnessed, and what may be doubted about a signing."""

    act: Act
    decision: Decision | None
    signatories: list[Signatory]
    witnesses: list[Signatory]
    doubts: list[Doubt]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """An agreement as its page shows it, as of a day."""

    agreement: Agreement
    standing: Standing
    term: Term
    parties: list[Party]
    steps: list[Step]
    titles: list[AgreementTitle]
    versions: list[LanguageVersion]
    grants: list[GrantTerm]
    appointments: list[Appointment]
    purposes: list[Purpose]
    themes: list[Theme]
    alignments: list[Alignment]
    chain: list[Link]

    @property
    def records(self) -> list[Record]:
        """Everything on the page that a document may support."""
        people = [one for step in self.steps for one in (*step.signatories, *step.witnesses)]
        parts = (self.parties, self.titles, self.versions, self.grants, self.appointments)
        words = (self.purposes, self.themes, self.alignments)
        own: list[Record] = [self.agreement, *(step.act for step in self.steps), *people]
        return own + [row for rows in (*parts, *words) for row in rows]

    @property
    def signed(self) -> Step | None:
        """The first signing."""
        return next((step for step in self.steps if step.act.kind == ActKind.SIGNED), None)

    @property
    def decision(self) -> Decision | None:
        """The decision that approved it, or that an act points at."""
        decided = [step for step in self.steps if step.decision]
        decided.sort(key=lambda step: step.act.kind != ActKind.APPROVED)
        return decided[0].decision if decided else None

    @property
    def link(self) -> Link | None:
        """Its own place in the chain."""
        return next((link for link in self.chain if link.agreement.pk == self.agreement.pk), None)

    @property
    def successors(self) -> list[Link]:
        """What directly succeeds it."""
        return [link for link in self.chain if link.agreement.succeeds_id == self.agreement.pk]

    @property
    def is_cut_off(self) -> bool:
        """Whether the list of purposes breaks off."""
        return any(purpose.cut_off for purpose in self.purposes)


def agreement_page(agreement: Agreement, on: date, reader: Reader) -> AgreementPage:
    """The page of an agreement that the reader may see."""
    own = chain(agreement, on, reader)
    link = next(link for link in own if link.agreement.pk == agreement.pk)
    following = [one.agreement for one in own if one.agreement.succeeds_id == agreement.pk]
    pk = agreement.pk
    return AgreementPage(
        agreement=agreement,
        standing=link.standing,
        term=term_of(agreement, link.agreement.acts.all(), following),
        parties=_parties(reader, of=pk),
        steps=steps_of(agreement, reader),
        titles=_titles(of=pk),
        versions=_versions(reader, of=pk),
        grants=_grants(reader, of=pk),
        appointments=_appointments(reader, of=pk),
        purposes=_purposes(of=pk),
        themes=_themes(of=pk),
        alignments=_alignments(of=pk),
        chain=own,
    )


def visible_agreement(key: str, reader: Reader) -> Agreement | None:
    """The agreement of this key with its programme and edition, as far as the reader may see them."""
    found = _agreement(reader, key=key)
    lay(found, "programme", partial(_programmes, reader))
    lay(found, "edition", partial(_editions, reader))
    return found[0] if found else None


def steps_of(agreement: Agreement, reader: Reader) -> list[Step]:
    """The acts in order; four statements and those of the authority check."""
    acts = _acts(of=agreement.pk)
    lay(acts, "decision", partial(_decisions, reader))
    signed = _signatories(reader, of=agreement.pk) if acts else []
    lay(signed, "role", partial(_roles, reader))
    named = sorted_to(signed, "act_id")
    doubts = doubts_of(acts, named) if any(act.kind == ActKind.SIGNED for act in acts) else {}
    return [step_of(act, named.get(act.pk, []), doubts.get(act.pk, [])) for act in acts]


def step_of(act: Act, people: list[Signatory], doubts: list[Doubt]) -> Step:
    """One act, its people parted into those who signed and those in whose presence."""
    witnesses = [one for one in people if one.kind == SignatoryKind.WITNESS]
    return Step(act, act.decision, [one for one in people if one not in witnesses], witnesses, doubts)


def doubts_of(acts: Sequence[Act], named: dict[int, list[Signatory]]) -> dict[int, list[Doubt]]:
    """What may be doubted about each signing, among what the reader sees."""
    decided = any(act.decision_id for act in acts)
    return doubts_about([(act, named.get(act.pk, []), decided) for act in acts if act.kind == ActKind.SIGNED])


# What is asked


@prepared
def _agreement(reader: Reader, /, *, key: str) -> AgreementQuerySet:
    return Agreement.objects.visible_to(reader).filter(key=key)


@prepared
def _programmes(reader: Reader, /, *, ids: Iterable[int]) -> QuerySet[Programme]:
    return Programme.objects.visible_to(reader).filter(pk__in=ids)


@prepared
def _editions(reader: Reader, /, *, ids: Iterable[int]) -> QuerySet[Edition]:
    return Edition.objects.visible_to(reader).filter(pk__in=ids)


@prepared
def _parties(reader: Reader, /, *, of: int) -> QuerySet[Party]:
    return Party.objects.shown_to(reader).filter(agreement=of).order_by("order", "id")


@prepared
def _acts(*, of: int) -> QuerySet[Act]:
    return Act.objects.filter(agreement=of).select_related("city").order_by("day_earliest", "id")


@prepared
def _decisions(reader: Reader, /, *, ids: Iterable[int]) -> QuerySet[Decision]:
    return Decision.objects.visible_to(reader).filter(pk__in=ids).select_related("item__meeting__city")


@prepared
def _signatories(reader: Reader, /, *, of: int) -> QuerySet[Signatory]:
    rows = Signatory.objects.visible_to(reader).filter(act__agreement=of).order_by("kind", "id")
    return rows.select_related("person", "party__body", "party__office")


@prepared
def _roles(reader: Reader, /, *, ids: Iterable[int]) -> QuerySet[Role]:
    return Role.objects.visible_to(reader).filter(pk__in=ids).select_related("post", "of")


@prepared
def _titles(*, of: int) -> QuerySet[AgreementTitle]:
    return AgreementTitle.objects.filter(agreement=of)


@prepared
def _versions(reader: Reader, /, *, of: int) -> QuerySet[LanguageVersion]:
    return LanguageVersion.objects.visible_to(reader).filter(agreement=of).select_related("document")


@prepared
def _grants(reader: Reader, /, *, of: int) -> QuerySet[GrantTerm]:
    return GrantTerm.objects.visible_to(reader).filter(agreement=of).select_related("payer", "payee")


@prepared
def _appointments(reader: Reader, /, *, of: int) -> QuerySet[Appointment]:
    rows = Appointment.objects.visible_to(reader).filter(agreement=of)
    return rows.select_related("role__person", "role__holder", "role__post", "role__of")


@prepared
def _purposes(*, of: int) -> QuerySet[Purpose]:
    return Purpose.objects.filter(agreement=of)


@prepared
def _themes(*, of: int) -> QuerySet[Theme]:
    return Theme.objects.filter(agreement=of)


@prepared
def _alignments(*, of: int) -> QuerySet[Alignment]:
    return Alignment.objects.filter(agreement=of)
