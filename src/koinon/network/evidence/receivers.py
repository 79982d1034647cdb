"""What evidence hears from below: rows removed, records merged, eyes closed."""

from typing import Any

from django.dispatch import receiver

from koinon.network.evidence.citations import Citation
from koinon.network.evidence.inbox import Finding, FindingSubject
from koinon.network.evidence.proposing import narrowest
from koinon.network.evidence.titles import Title, titled
from koinon.network.evidence.visibility import visible_records
from koinon.network.people.audience import Audience
from koinon.network.people.readers import SYSTEM
from koinon.network.people.signals import merged
from koinon.platform.audit.commands import Act
from koinon.platform.audit.models import Record
from koinon.platform.audit.signals import acted, removing, sweeping
from koinon.platform.audit.sweeping import Gone, portions

MANY = 200
"""An act that touches more rows than this is an import, after which all rules run again."""


@receiver(removing)
def remove_what_is_said_of_it(doing: Act, row: object, **_kwargs: Any) -> None:
    """What supported a removed record, or called it otherwise, goes too; undoing the act brings all back."""
    if isinstance(row, Record) and row.pk:
        kind = row.record_kind()
        for said in (Citation, Title) if titled(kind) else (Citation,):
            for one in said.objects.filter(subject_kind=kind, subject_id=row.pk):
                doing.remove(one)


@receiver(sweeping)
def sweep_what_is_said(doing: Act, gone: Gone, **_kwargs: Any) -> None:
    """The same for many records at once; what goes with them by itself is not asked about."""
    for model, ids in gone.items():
        if issubclass(model, Record):
            kind = model.record_kind()
            for said in (Citation, Title) if titled(kind) else (Citation,):
                going = gone.get(said, set())
                for some in portions(ids):
                    for one in said.objects.filter(subject_kind=kind, subject_id__in=some):
                        if one.pk not in going:
                            doing.remove(one)


@receiver(acted)
def narrow_findings(touched: dict[str, list[int]], **_kwargs: Any) -> None:
    """A record that was closed to some readers closes what is found on it at once, not with the next run."""
    if sum(len(ids) for ids in touched.values()) > MANY:
        return
    for kind, ids in touched.items():
        named = FindingSubject.objects.filter(kind=kind, object_id__in=ids)
        for finding in Finding.objects.filter(pk__in=named.values("finding")).prefetch_related("subjects"):
            narrow(finding)


def narrow(finding: Finding) -> None:
    """Close a finding to those who may no longer see a record it speaks of; a run opens it again."""
    places = [(one.kind, one.object_id) for one in finding.subjects.all()]
    subjects = visible_records(places, SYSTEM).values()
    audience = narrowest([finding.audience, *(getattr(one, "audience", Audience.PUBLIC) for one in subjects)])
    if audience != finding.audience:
        Finding.objects.filter(pk=finding.pk).update(audience=audience)


@receiver(merged)
def move_what_is_said_of_it(kind: str, stays: Record, goes: Record, act: Act, **_kwargs: Any) -> None:
    """Two records became one: what supported the one that goes, and what was found on it, goes over."""
    kept = {
        (one.document_id, one.field, one.place)
        for one in Citation.objects.filter(subject_kind=kind, subject_id=stays.pk)
    }
    for citation in Citation.objects.filter(subject_kind=kind, subject_id=goes.pk):
        if (citation.document_id, citation.field, citation.place) in kept:
            act.remove(citation)
        else:
            act.change(citation, subject_id=stays.pk)
    named = FindingSubject.objects.filter(kind=kind)
    known = set(named.filter(object_id=stays.pk).values_list("finding_id", flat=True))
    for subject in named.filter(object_id=goes.pk):
        if subject.finding_id in known:
            act.remove(subject)
        else:
            act.change(subject, object_id=stays.pk)
