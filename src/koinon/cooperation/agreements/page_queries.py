"""The page of an agreement: all it shows, in a fixed number of statements, only what the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from koinon.cooperation.agreements.acts import Act, Signatory, SignatoryKind
from koinon.cooperation.agreements.authority import Doubt, doubts_about
from koinon.cooperation.agreements.papers import AgreementTitle, Alignment, LanguageVersion, Purpose, Theme
from koinon.cooperation.agreements.queries import Link, chain, term_of
from koinon.cooperation.agreements.stages import ActKind
from koinon.cooperation.agreements.state import Standing, Term
from koinon.cooperation.agreements.terms import Agreement, Appointment, GrantTerm, Party
from koinon.network.governance.models import Decision
from koinon.network.people.models import Role
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
    versions = agreement.language_versions.visible_to(reader).select_related("document")
    grants = agreement.grant_terms.visible_to(reader).select_related("payer", "payee")
    return AgreementPage(
        agreement=agreement,
        standing=link.standing,
        term=term_of(agreement, link.agreement.acts.all(), following),
        parties=list(agreement.parties.shown_to(reader)),
        steps=steps_of(agreement, reader),
        titles=list(agreement.titles.all()),
        versions=list(versions),
        grants=list(grants),
        appointments=appointments_of(agreement, reader),
        purposes=list(agreement.purposes.all()),
        themes=list(agreement.themes.all()),
        alignments=list(agreement.alignments.all()),
        chain=own,
    )


def appointments_of(agreement: Agreement, reader: Reader) -> list[Appointment]:
    """Those appointed for the term, with the roles they hold."""
    rows = agreement.appointments.visible_to(reader)
    return list(rows.select_related("role__person", "role__holder", "role__post", "role__of"))


def steps_of(agreement: Agreement, reader: Reader) -> list[Step]:
    """The acts in order; five statements and those of the authority check."""
    signed = Signatory.objects.visible_to(reader).select_related("person", "party__body", "party__office")
    seen_roles = Role.objects.visible_to(reader).select_related("post", "of")
    acts = list(
        agreement.acts.select_related("city").prefetch_related(
            Prefetch("decision", Decision.objects.visible_to(reader).select_related("item__meeting__city")),
            Prefetch("signatories", signed.prefetch_related(Prefetch("role", seen_roles))),
        )
    )
    doubts = doubts_of(acts, agreement) if any(act.kind == ActKind.SIGNED for act in acts) else {}
    return [step_of(act, doubts.get(act.pk, [])) for act in acts]


def step_of(act: Act, doubts: list[Doubt]) -> Step:
    """One act, its people parted into those who signed and those in whose presence."""
    people = list(act.signatories.all())
    witnesses = [one for one in people if one.kind == SignatoryKind.WITNESS]
    return Step(act, act.decision, [one for one in people if one not in witnesses], witnesses, doubts)


def doubts_of(acts: Sequence[Act], agreement: Agreement) -> dict[int, list[Doubt]]:
    """What may be doubted about each signing, among what the reader sees."""
    decided = any(act.decision_id for act in acts)
    return doubts_about(
        [(act, list(act.signatories.all()), decided) for act in acts if act.kind == ActKind.SIGNED]
    )
