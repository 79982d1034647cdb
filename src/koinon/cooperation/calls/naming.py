"""Names on record that stand in an entry: flagged, then blacked out or accepted before a blind phase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, cast

from django.db import transaction
from django.db.models import F, Q, QuerySet

from koinon.cooperation.calls.file_texts import text_of
from koinon.cooperation.calls.models import (
    Entry,
    EntryFile,
    FieldKind,
    NameFlag,
    NameKind,
    Settled,
)
from koinon.cooperation.calls.name_finding import Finder, Found, black_out
from koinon.cooperation.calls.permissions import can_run
from koinon.network.people.models import Body, BodyName, Person, PersonName, Role
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.network.places.models import City, CityName, Country, Region
from koinon.platform.audit.commands import act

AROUND = 60
MOST_FLAGS_A_PLACE = 200
UNREAD = "…"
"""Flagged in place of words where the text of a file could not be read: nobody knows what stands in it."""
Name = tuple[str, str]


def names_on_record() -> Iterator[Name]:
    """Kind and words of every place, body and person on record: nine statements, whatever their number."""
    for model in (City, Country, Region):
        yield from ((NameKind.PLACE, name) for name in model._default_manager.values_list("name", flat=True))
    yield from ((NameKind.PLACE, name) for name in CityName.objects.values_list("text", flat=True))
    for name, short in Body.objects.values_list("name", "short_name"):
        yield NameKind.BODY, name
        yield NameKind.BODY, short
    yield from ((NameKind.BODY, name) for name in BodyName.objects.values_list("text", flat=True))
    yield from ((NameKind.PERSON, name) for name in Person.objects.values_list("name", flat=True))
    yield from ((NameKind.PERSON, name) for name in PersonName.objects.values_list("text", flat=True))


def own_names(entry: Entry) -> Iterator[Name]:
    """Names that tell this entry's people though they tell nobody else's: family names in the bodies that enter."""
    bodies = [entry.applicant_id, *(row.body_id for row in entry.co_applicants.all())]
    rows = Role.objects.filter(of__in=bodies, person__isnull=False).values_list("person__family", flat=True)
    yield from ((NameKind.PERSON, family) for family in set(rows) if family)
    for line in entry.contact.splitlines():
        yield NameKind.PERSON, line.split(",")[0].split("，")[0].strip()


def look_through(entry: Entry, moment: datetime, finder: Finder | None = None) -> int:
    """Flag the names in what was sent; what was settled stays settled, what is gone from the entry is dropped.

    ``finder`` knows the names on record, for whoever looks through many entries. Answers how many stand open.
    """
    on_record = finder or Finder(names_on_record())
    own = Finder(own_names(entry))
    found: dict[tuple[str, str], tuple[Found, str]] = {}
    for place, text, any_case in places_of(entry):
        seen = [*on_record.find(text, any_case=any_case), *own.find(text, any_case=any_case)]
        for one in seen[:MOST_FLAGS_A_PLACE]:
            found.setdefault((place, one.words[:200]), (one, text))
    unread = {f"file:{file.pk}" for file in entry.files.filter(handed_in=True) if is_unreadable(file)}
    with transaction.atomic():
        Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        known = {(flag.place, flag.words): flag for flag in entry.flags.all()}
        wanted = {*found, *((place, UNREAD) for place in unread)}
        entry.flags.filter(pk__in=[flag.pk for at, flag in known.items() if at not in wanted]).delete()
        Entry.objects.filter(pk=entry.pk).update(looked_at=moment)
        NameFlag.objects.bulk_create(_flag(entry, at, found.get(at)) for at in wanted if at not in known)
        return entry.flags.filter(settled=Settled.OPEN).count()


def _flag(entry: Entry, at: tuple[str, str], found: tuple[Found, str] | None) -> NameFlag:
    place, words = at
    if found is None:
        return NameFlag(entry=entry, place=place, words=words, kind=NameKind.BODY)
    one, text = found
    around = " ".join(text[max(0, one.start - AROUND) : one.end + AROUND].split())
    return NameFlag(entry=entry, place=place, words=words, kind=one.kind, around=around[:254])


def places_of(entry: Entry) -> Iterator[tuple[str, str, bool]]:
    """Each place of an entry that jurors might read, its text, and whether a name counts there in small letters."""
    yield "title", entry.title, False
    for answer in entry.answers.select_related("field"):
        if not answer.field.identifying and (text := "\n".join(words_in(answer.value))):
            link = answer.field.kind == FieldKind.LINK
            yield f"answer:{answer.field_id}", text, link
    for file in entry.files.filter(handed_in=True).select_related("field"):
        if file.field is None or not file.field.identifying:
            yield f"name:{file.pk}", file.name.replace("_", " "), True
            if inside := read(file):
                yield f"file:{file.pk}", inside, False


def words_in(value: object) -> Iterator[str]:
    """The texts of an answer of any shape."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from words_in(one)


def read(file: EntryFile) -> str | None:
    """The text of a file in the store; none where it is gone or cannot be read."""
    try:
        with file.file.open("rb") as opened:
            return text_of(cast("BinaryIO", opened), file.media_type)
    except FileNotFoundError:
        return None


def is_unreadable(file: EntryFile) -> bool:
    """Whether nobody but a person can say what names stand in a file: a picture, a scan, something broken."""
    return not (read(file) or "").strip()


def settle_flags(entry: Entry, flags: Iterable[NameFlag], settled: str, *, by: Reader) -> None:
    """Say of flagged names that they are blacked out, or that they stay."""
    refuse_unless(can_run(by))
    with act("settle_names", by=by.user) as doing:
        doing.about(entry)
        for flag in flags:
            if flag.entry_id == entry.pk:
                doing.change(flag, settled=Settled(settled))


@dataclass(slots=True)
class Blind:
    """What a blind reading leaves out of entries: words by place, and whole files."""

    words: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    files: dict[int, set[int]] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)

    def text(self, entry: int, place: str, text: str) -> str:
        """The text of a place without the words: those not looked at yet are left out too."""
        return black_out(text, self.words.get((entry, place), ()))

    def withheld(self, entry: int) -> set[int]:
        """The files not given at all: a name stands in them that was not accepted, or nobody looked."""
        return self.files.get(entry, set())

    def is_open(self, entry: int) -> bool:
        """Whether flags wait for a person."""
        return entry in self.open


def not_looked_at(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those nobody looked through since they were last sent."""
    return entries.filter(
        Q(looked_at=None) | Q(looked_at__lt=F("sent_at")) | Q(looked_at__lt=F("changed_at"))
    )


def blind_of(entries: Iterable[int]) -> Blind:
    """What to leave out of these entries (by id): three statements. What nobody looked through gives no files."""
    ids = list(entries)
    blind = Blind()
    for flag in NameFlag.objects.filter(entry__in=ids).exclude(settled=Settled.ACCEPTED):
        kind, _colon, number = flag.place.partition(":")
        if kind == "file":
            blind.files.setdefault(flag.entry_id, set()).add(int(number))
        else:
            blind.words.setdefault((flag.entry_id, flag.place), []).append(flag.words)
        if flag.settled == Settled.OPEN:
            blind.open.add(flag.entry_id)
    unseen = not_looked_at(Entry.objects.filter(pk__in=ids))
    blind.open |= set(unseen.values_list("pk", flat=True))
    rows = EntryFile.objects.filter(entry__in=unseen.values("pk"))
    for entry, file in rows.values_list("entry_id", "pk"):
        blind.files.setdefault(entry, set()).add(file)
    return blind
