"""What is done in evidence: documents, citations, and findings that come, go and are settled."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.files import File
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from koinon.network.evidence.citations import Citation, Place, Strength
from koinon.network.evidence.documents import Document, DocumentVersion
from koinon.network.evidence.inbox import Finding, FindingState, FindingSubject, Reopening, Settlement
from koinon.network.evidence.permissions import can_cite, can_settle
from koinon.network.evidence.proposing import audience_of, harvest, news_of
from koinon.network.evidence.rules import Proposal
from koinon.network.evidence.taking_in import taken
from koinon.network.evidence.titles import Title, titled
from koinon.network.evidence.uploads import FileRefused
from koinon.network.people.entering import alter, enter, take_out
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act, undo
from koinon.platform.audit.models import Entry, Record
from koinon.platform.errors import Refused

WHOLE = Place()


class ReasonMissing(Refused):
    """A finding is settled, or opened again, with a reason or not at all."""


class NotOpen(Refused):
    """The finding is not in the state that the verb needs."""


# Documents


def record_document(values: dict[str, Any], *, by: Reader) -> Document:
    """Put a new document on record."""
    return enter("record_document", Document(**values), values.get("title", ""), by=by)


def change_document(
    document: Document, values: dict[str, Any], *, by: Reader, expected_version: int | None = None
) -> Document:
    """Change what is recorded of a document."""
    return alter("change_document", document, values, by=by, expected_version=expected_version)


def remove_document(document: Document, *, by: Reader) -> None:
    """Take a document off the record; refused while anything rests on it."""
    take_out("remove_document", document, by=by)


def add_version(document: Document, file: File[bytes], *, by: Reader, moment: datetime) -> DocumentVersion:
    """Keep a file as the next version of the document. The same file twice is refused."""
    refuse_unless(can_record(by))
    told = taken(file)
    with act("add_version", by=by.user) as doing:
        Document.objects.select_for_update().get(pk=document.pk)
        if same := document.versions.filter(sha256=told.sha256).order_by("id").first():
            raise FileRefused(_("This file is on record already, as version %(n)s.") % {"n": same.number})
        number = 1 + (document.versions.aggregate(last=Max("number"))["last"] or 0)
        return doing.create(told.version_of(document, number, moment=moment, by=by.user))


def remove_version(version: DocumentVersion, *, by: Reader) -> None:
    """Take a version off the record. The file stays in the store, so that this can be undone."""
    take_out("remove_version", version, by=by)


# Citations


def cite(
    document: Document,
    record: Record,
    *,
    field: str = "",
    place: Place = WHOLE,
    strength: str = Strength.STATED,
    by: Reader,
    moment: datetime,
) -> Citation:
    """Say that the document supports the record, or one field of it. Saying so twice leaves one citation."""
    refuse_unless(can_cite(by))
    citation = Citation(
        key=citation_key(document, record, field, place),
        document=document,
        locator_kind=place.kind,
        locator=place.locator,
        subject_kind=record.record_kind(),
        subject_id=record.pk,
        field=field,
        strength=strength,
        entered_by=by.user,
        entered_at=moment,
    )
    if known := Citation.objects.filter(key=citation.key).first():
        return known
    with act("cite", by=by.user) as doing:
        doing.about(record)
        return doing.create(citation)


def change_citation(
    citation: Citation, values: dict[str, Any], *, by: Reader, expected_version: int | None = None
) -> Citation:
    """Mend the document, the place, the field or the strength of a citation."""
    return alter("change_citation", citation, values, by=by, expected_version=expected_version)


def remove_citation(citation: Citation, *, by: Reader) -> None:
    """Take back that a document supports a record."""
    take_out("remove_citation", citation, by=by)


def citation_key(document: Document, record: Record, field: str, place: Place) -> str:
    """The same for the same support, so that an import may cite again."""
    said = "|".join((document.key, record.record_kind(), record.key, field, place.kind, place.locator))
    ends = f"{document.key[:45].rstrip('-.')}.{record.key[:45].rstrip('-.')}"
    return f"{ends}.{sha256(said.encode()).hexdigest()[:12]}"


# Titles in other languages


def record_title(record: Record, values: dict[str, Any], *, by: Reader) -> Title:
    """Put on record what a record is called in one further language."""
    refuse_unless(can_record(by) and titled(record.record_kind()))
    title = Title(subject_kind=record.record_kind(), subject_id=record.pk, **values)
    return enter("record_title", title, record.key, values.get("language", ""), by=by)


def change_title(
    title: Title, values: dict[str, Any], *, by: Reader, expected_version: int | None = None
) -> Title:
    """Mend a title, or the language it is said to be in."""
    return alter("change_title", title, values, by=by, expected_version=expected_version)


def remove_title(title: Title, *, by: Reader) -> None:
    """Take a title in another language off the record."""
    take_out("remove_title", title, by=by)


# Findings


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the rules did: findings by what became of them, and the rules that broke down."""

    new: int
    seen: int
    reopened: int
    gone: int
    failed: tuple[str, ...] = ()


def run_rules(*, on: date, moment: datetime) -> Run:
    """Ask every rule and bring the inbox up to date; running twice changes nothing but the day last seen.

    A finding that is no longer proposed is gone; a settled one stays settled, unless its values changed.
    """
    found = harvest(on)
    with act("run_rules", by=None) as doing:
        known = {one.key: one for one in Finding.objects.select_for_update().prefetch_related("subjects")}
        new = [one for key, one in found.proposals.items() if key not in known]
        seen = [(known[key], one) for key, one in found.proposals.items() if key in known]
        gone = [
            one
            for one in known.values()
            if one.state == FindingState.OPEN
            and one.key not in found.proposals
            and one.rule not in found.failed
        ]
        _open_new(doing, new, moment)
        news = [(finding, news_of(finding, proposal)) for finding, proposal in seen]
        doing.change_all(news)
        doing.change_all((one, {"state": FindingState.GONE}) for one in gone)
        for finding, proposal in seen:
            _name_subjects(doing, finding, proposal)
        _see_again([finding.pk for finding, _proposal in seen], moment)
        doing.about(_("%(new)s new, %(gone)s gone") % {"new": len(new), "gone": len(gone)})
    reopened = sum("reopened" in told for _finding, told in news)
    return Run(len(new), len(seen), reopened, len(gone), tuple(found.failed))


@task
def check_record() -> dict[str, int]:
    """Run the rules as of now: enqueued after each import, and every night."""
    moment = timezone.now()
    run = run_rules(on=timezone.localdate(moment), moment=moment)
    return {"new": run.new, "seen": run.seen, "reopened": run.reopened, "gone": run.gone}


def _open_new(doing: Act, proposals: list[Proposal], moment: datetime) -> None:
    findings = doing.create_all(
        Finding(
            key=one.key,
            rule=one.rule,
            values=one.kept_values,
            audience=audience_of(one.subjects, one.audience),
            first_seen_at=moment,
            last_seen_at=moment,
        )
        for one in proposals
    )
    doing.create_all(
        FindingSubject(finding=finding, kind=kind, object_id=object_id, order=order)
        for finding, proposal in zip(findings, proposals, strict=True)
        for order, (kind, object_id) in enumerate(proposal.places)
    )


def _name_subjects(doing: Act, finding: Finding, proposal: Proposal) -> None:
    """The records of a finding may come and go while it stays the same finding."""
    named = list(finding.subjects.all())
    if [(one.kind, one.object_id) for one in named] == proposal.places:
        return
    for one in named:
        doing.remove(one)
    doing.create_all(
        FindingSubject(finding=finding, kind=kind, object_id=object_id, order=order)
        for order, (kind, object_id) in enumerate(proposal.places)
    )


def _see_again(ids: list[int], moment: datetime, portion: int = 1000) -> None:
    """That a finding was seen again is no change of the record, and leaves no trace in the audit."""
    for first in range(0, len(ids), portion):
        Finding.objects.filter(pk__in=ids[first : first + portion]).update(last_seen_at=moment)


def settle_finding(
    finding: Finding,
    *,
    by: Reader,
    moment: datetime,
    reason: str,
    how: str = Settlement.EXPLAINED,
    expected_version: int | None = None,
) -> Finding:
    """Take an open finding off the desk, with the reason that everybody will read."""
    refuse_unless(can_settle(by, finding))
    if finding.state != FindingState.OPEN:
        raise NotOpen(_("This finding is no longer open."))
    with act("settle_finding", by=by.user, note=reason) as doing:
        return doing.change(
            finding,
            expected_version,
            state=FindingState.SETTLED,
            settled_at=moment,
            settled_by=by.user,
            how=how,
            reason=_reason(reason),
            reopened="",
            note="",
        )


def reopen_finding(
    finding: Finding, *, by: Reader, reason: str, expected_version: int | None = None
) -> Finding:
    """Put a settled finding back on the desk; how it was settled before stays readable."""
    refuse_unless(can_settle(by, finding))
    if finding.state != FindingState.SETTLED:
        raise NotOpen(_("Only a settled finding can be opened again."))
    with act("reopen_finding", by=by.user, note=reason) as doing:
        return doing.change(
            finding,
            expected_version,
            state=FindingState.OPEN,
            reopened=Reopening.PERSON,
            note=_reason(reason),
        )


def _reason(words: str) -> str:
    if not words.strip():
        raise ReasonMissing(_("Say why, in a sentence others will understand."), field="reason")
    return words.strip()


# History


def undo_entry(entry: Entry, *, by: Reader) -> Entry:
    """Put back what a command changed; refused where others have built on it since."""
    refuse_unless(can_record(by))
    return undo(entry, by=by.user)
