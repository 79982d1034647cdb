"""What a juror reads of an entry: a value made for one phase. While it is blind, what tells whose it is was never put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.awards.models import Phase
from koinon.cooperation.awards.permissions import can_run
from koinon.cooperation.awards.sight import is_veiled
from koinon.cooperation.awards.veiling import LONG_ENOUGH, Veil, telling_words
from koinon.cooperation.calls.models import Entry, EntryFile, FieldKind, Placing
from koinon.cooperation.calls.naming import blind_of
from koinon.cooperation.programmes.alignments import goal_in_words
from koinon.network.people.models import BodyName, PersonName, Role
from koinon.network.people.readers import Reader
from koinon.network.places.models import CityName
from koinon.platform.errors import Refused


@dataclass(frozen=True, slots=True)
class Told:
    """One question with its answer, as it may be read."""

    kind: str
    label: str
    value: Any
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that may be taken along, by its number: its own name may tell too much."""

    number: int
    name: str
    size: int
    pk: int


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry as one phase shows it. In a blind one ``whose`` and ``places`` are empty and ``papers`` withheld."""

    code: str
    title: str
    category: str
    language: str
    answers: tuple[Told, ...]
    papers: tuple[Paper, ...]
    whose: str
    place: str
    together: tuple[tuple[str, str], ...]
    is_veiled: bool
    withheld: int


class Blindfold:
    """What is taken from an entry's texts: names its applicant goes by, and words flagged when it was looked through."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.veil = Veil(names_of(entry))
        self.flagged = blind_of([entry.pk])

    def over(self, place: str, value: Any) -> Any:
        """An answer, or the title, without them."""
        if isinstance(value, str):
            return self.veil.over(self.flagged.text(self.entry.pk, place, value))
        if isinstance(value, list):
            return [self.over(place, one) for one in value]
        return value

    def withholds(self, file: EntryFile) -> bool:
        """Whether a file is not given out: it was asked for to tell who enters, or a name stands in it."""
        told = file.field is not None and file.field.identifying
        return told or file.pk in self.flagged.withheld(self.entry.pk)


def reading_of(phase: Phase, entry: Entry) -> Reading:
    """The entry for the jurors of the phase: a dozen statements at most, whatever it holds."""
    fold = Blindfold(entry) if is_veiled(phase) else None
    files = list(entry.files.filter(handed_in=True).select_related("field").order_by("pk"))
    papers = tuple(_papers(files, fold))
    hidden = entry.answers.filter(field__identifying=True).count() if fold else 0
    return Reading(
        code=phase.code(entry.pk),
        title=title_of(entry, fold),
        category=str(entry.category or ""),
        language=entry.language,
        answers=tuple(_answers(entry, fold)),
        papers=papers,
        whose="" if fold else str(entry.applicant),
        place="" if fold else str(entry.applicant.city or ""),
        together=() if fold else _together(entry),
        is_veiled=fold is not None,
        withheld=hidden + len(files) - len(papers),
    )


def _together(entry: Entry) -> tuple[tuple[str, str], ...]:
    rows = entry.co_applicants.select_related("body")
    return tuple((str(one.body), one.part) for one in rows)


def title_of(entry: Entry, fold: Blindfold | None) -> str:
    """The title without names; none at all where an announced list tells whose title it is."""
    if fold is None:
        return entry.title
    announced = Placing.objects.announced().filter(entry=entry).exists()
    return "" if announced else str(fold.over("title", entry.title))


def _answers(entry: Entry, fold: Blindfold | None) -> Iterator[Told]:
    """The answers in the order of the form; while blind without those that tell whose, without links and names."""
    for answer in entry.answers.select_related("field").order_by("field__rank", "field_id"):
        field = answer.field
        tells = field.identifying or field.kind == FieldKind.LINK
        if field.kind == FieldKind.FILE or (fold is not None and tells) or answer.value in ("", [], None):
            continue
        options = tuple(shown for _kept, shown in field.options_in())
        value = _in_language(field, answer.value)
        yield Told(
            kind=field.kind,
            label=field.label_in(),
            value=fold.over(f"answer:{field.pk}", value) if fold is not None else value,
            columns=options if field.kind == FieldKind.TABLE else (),
        )


def _in_language(field: Any, value: Any) -> Any:
    """Options chosen, in the words of the reader's language; goals by their names, paragraphs in one line."""
    if field.kind == FieldKind.SDG and isinstance(value, list):
        return [goal_in_words(str(one)) for one in value]
    if field.kind == FieldKind.NUA and isinstance(value, list):
        return ", ".join(map(str, value))
    if field.kind not in (FieldKind.CHOICE, FieldKind.CHOICES):
        return value
    shown = dict(field.options_in())
    return [shown.get(one, one) for one in value] if isinstance(value, list) else shown.get(value, value)


def _papers(files: Iterable[EntryFile], fold: Blindfold | None) -> Iterator[Paper]:
    for number, file in enumerate(files, start=1):
        if fold is None or not fold.withholds(file):
            yield Paper(number, neutral_name(number, file) if fold else file.name, file.size, file.pk)


def neutral_name(number: int, file: EntryFile) -> str:
    """What a file is called where its own name may tell too much."""
    extension = file.name.rpartition(".")[2].lower()
    return f"paper-{number}.{extension}" if extension.isalnum() and len(extension) < 6 else f"paper-{number}"


def paper_of(phase: Phase, entry: Entry, number: int) -> tuple[EntryFile, str] | None:
    """The file of that number and the name it goes out under, where it may go out: its bytes are looked through too."""
    files = list(entry.files.filter(handed_in=True).select_related("field").order_by("pk"))
    if not 1 <= number <= len(files):
        return None
    file = files[number - 1]
    if not is_veiled(phase):
        return file, file.name
    fold = Blindfold(entry)
    if fold.withholds(file) or _tells_in_bytes(file, names_of(entry)):
        return None
    return file, neutral_name(number, file)


def _tells_in_bytes(file: EntryFile, names: Iterable[str]) -> bool:
    """Whether a name stands in the bare bytes: properties that no reader of text finds."""
    try:
        with file.file.open("rb") as opened:
            content = opened.read().lower()
    except FileNotFoundError:
        return True
    wanted = [name.lower() for name in names if len(name) >= LONG_ENOUGH or not name.isascii()]
    return any(
        name.encode(code) in content for name in wanted for code in ("utf-8", "utf-16-le", "utf-16-be")
    )


def names_of(entry: Entry) -> set[str]:
    """The names of applicant and co-applicants, what they belong to, their cities and people, and whom to ask."""
    bodies = [
        entry.applicant,
        *(one.body for one in entry.co_applicants.select_related("body__city", "body__parent__city")),
    ]
    bodies += [body.parent for body in bodies if body.parent is not None]
    cities = [body.city for body in bodies if body.city is not None]
    ids = [body.pk for body in bodies]
    held = Role.objects.filter(of__in=ids, person__isnull=False).values("person")
    names = {name for body in bodies for name in (body.name, body.short_name)}
    names |= set(BodyName.objects.filter(body__in=ids).values_list("text", flat=True))
    names |= {city.name for city in cities}
    names |= set(
        CityName.objects.filter(city__in=[city.pk for city in cities]).values_list("text", flat=True)
    )
    people = Role.objects.filter(of__in=ids, person__isnull=False)
    for one in people.values_list("person__name", "person__family", "person__given").distinct():
        names |= {one[0], *(part for part in one[1:] if len(part) > 3)}
    names |= set(PersonName.objects.filter(person__in=held).values_list("text", flat=True))
    names |= {line.strip() for line in _pieces(entry.contact)}
    names |= {word for name in tuple(names) for word in telling_words(name)}
    return {name for name in names if name.strip()}


class TellsWhose(Refused):
    """A reason would tell a blind panel whose the entry is."""


def refuse_telling(phase: Phase, entry_id: int, words: str, by: Reader) -> None:
    """Refuse words that a blind panel reads and that tell whose an entry is, of those who may know it.

    Of the panel nobody is refused: what is refused would tell.
    """
    if not can_run(by) or not is_veiled(phase):
        return
    entry = Entry.objects.select_related("applicant__city", "applicant__parent__city").get(pk=entry_id)
    if Veil(names_of(entry)).over(words) != words:
        raise TellsWhose(_("The panel reads this, and it tells whose the entry is."), field="reason")


def _pieces(contact: str) -> Iterator[str]:
    """What stands between commas and line ends of the free words on whom to ask: names, offices, addresses."""
    piece = ""
    for sign in contact + "\n":
        if sign in ",;:\n\r\t()<>/|，；、（）：":
            if len(piece.strip()) > 1:
                yield piece
            piece = ""
        else:
            piece += sign
