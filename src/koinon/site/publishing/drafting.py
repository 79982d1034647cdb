"""What a draft is made of: for a signing, a visit, a start or an event, its facts and the sentences around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.agreements.acts import Act, Signatory
from koinon.cooperation.agreements.commitments import Commitment
from koinon.cooperation.agreements.stages import ActKind
from koinon.cooperation.agreements.terms import Agreement, Party
from koinon.cooperation.programmes.models import Edition, Participation
from koinon.cooperation.visits.models import Visit
from koinon.network.events.models import Attendance, Event
from koinon.network.evidence.visibility import visible_rows
from koinon.network.people.readers import PUBLIC
from koinon.platform.audit.models import Record
from koinon.platform.ui.figures import day, number, span
from koinon.platform.ui.punctuation import listed
from koinon.site.publishing.facts import Said
from koinon.site.publishing.models import Category


@dataclass(frozen=True)
class Sentences:
    """Title, summary and text of a draft in the language switched on; ``%(name)s`` stands for a fact."""

    title: str
    summary: str
    body: str


@dataclass(frozen=True)
class Kind:
    """How news of one kind of record is drafted."""

    category: Category
    facts: Callable[[Any], list[Said]]
    sentences: Callable[[], list[Sentences]]


def sentences_for(kind: Kind, names: Mapping[str, int], language: str) -> Sentences:
    """The fullest sentences that the facts at hand can fill, with ``[number]`` where a fact goes."""
    marks = {name: f"[{at}]" for name, at in names.items()}
    with override(language):
        for told in kind.sentences():
            try:
                return Sentences(told.title % marks, told.summary % marks, told.body % marks)
            except KeyError:
                continue
    return Sentences("", "", "")


# A signing


def signing_facts(agreement: Agreement) -> list[Said]:
    """Title, parties, day and place, who signed, the term, the promises: what the public may see of them."""
    parties = list(
        Party.objects.visible_to(PUBLIC).filter(agreement=agreement).select_related("body").order_by("order")
    )
    act = Act.objects.filter(agreement=agreement, kind=ActKind.SIGNED).select_related("city").first()
    people = list(
        Signatory.objects.visible_to(PUBLIC).filter(act=act).select_related("person").order_by("kind", "id")
    )
    promises = list(Commitment.objects.visible_to(PUBLIC).filter(agreement=agreement).order_by("order", "id"))
    said = [
        Said("title", lambda: _("Title"), partial(str, agreement), [agreement]),
        Said("parties", lambda: _("Parties"), partial(joined, parties), parties),
        Said("term", lambda: _("Term"), lambda: span(agreement.span), [agreement]),
        Said("promises", lambda: _("Promises"), partial(joined, promises, "; "), promises),
    ]
    if act:
        said += [
            Said("day", lambda: _("Signed"), lambda: day(act.day, "long"), [act]),
            Said("place", lambda: _("Place"), lambda: place_of(act), [act]),
            Said("signatories", lambda: _("Signatories"), partial(with_capacity, people), people),
        ]
    return said


def place_of(act: Act) -> str:
    """Where it was signed."""
    return _("a virtual ceremony") if act.virtual else str(act.city or "")


def signing_sentences() -> list[Sentences]:
    """From full to bare."""
    title, day_line = _("%(parties)s: %(title)s"), _("%(parties)s signed “%(title)s” on %(day)s (%(place)s).")
    bare = _("%(parties)s: “%(title)s”.")
    return [
        Sentences(
            title,
            day_line,
            _("Signed by %(signatories)s.\n\nIt runs %(term)s. What was promised: %(promises)s."),
        ),
        Sentences(title, day_line, _("Signed by %(signatories)s.\n\nIt runs %(term)s.")),
        Sentences(title, day_line, _("It runs %(term)s.")),
        Sentences(title, bare, _("It runs %(term)s.")),
        Sentences(title, bare, ""),
    ]


# A visit, an event


def visit_facts(visit: Visit) -> list[Said]:
    """The event's facts, and the guest."""
    guest = Said("guest", lambda: _("Guest"), partial(str, visit.guest), [visit])
    return [guest, *event_facts(visit.event)]


def visit_sentences() -> list[Sentences]:
    """From full to bare."""
    title = _("Visit of %(guest)s")
    return [
        Sentences(title, _("%(guest)s visited %(host)s, %(when)s."), _("The delegation: %(people)s.")),
        Sentences(title, _("%(guest)s visited, %(when)s."), _("The delegation: %(people)s.")),
        Sentences(title, _("A visit of %(guest)s."), ""),
    ]


def event_facts(event: Event) -> list[Said]:
    """Title, time, place, host, and who took part as far as the public may see."""
    people = list(
        Attendance.objects.visible_to(PUBLIC)
        .filter(event=event, person__isnull=False)
        .select_related("person")
    )
    host = [event.host] if event.host else []
    return [
        Said("title", lambda: _("Title"), partial(str, event), [event]),
        Said("when", lambda: _("When"), lambda: "" if event.starts.is_unknown else span(event.span), [event]),
        Said("city", lambda: _("Where"), lambda: str(event.city or event.venue), [event]),
        Said("host", lambda: _("Host"), partial(joined, host), [event]),
        Said("people", lambda: _("People"), partial(with_capacity, people), people),
    ]


def event_sentences() -> list[Sentences]:
    """From full to bare."""
    return [
        Sentences(
            "%(title)s", _("%(title)s: %(city)s, %(when)s."), _("Among those who took part: %(people)s.")
        ),
        Sentences("%(title)s", _("%(title)s: %(city)s, %(when)s."), ""),
        Sentences("%(title)s", _("%(title)s: %(when)s."), ""),
        Sentences("%(title)s", "%(title)s", ""),
    ]


# A start


def start_facts(edition: Edition) -> list[Said]:
    """The programme, the edition, its time and who takes part."""
    parts = list(Participation.objects.visible_to(PUBLIC).filter(edition=edition).select_related("body"))
    return [
        Said("programme", lambda: _("Programme"), partial(str, edition.programme), [edition.programme]),
        Said("edition", lambda: _("Edition"), partial(str, edition), [edition]),
        Said("when", lambda: _("When"), lambda: span(edition.span), [edition]),
        Said("count", lambda: _("Participants"), lambda: number(len(parts)) if parts else "", parts),
        Said("bodies", lambda: _("Who takes part"), partial(joined, [one.body for one in parts]), parts),
    ]


def start_sentences() -> list[Sentences]:
    """From full to bare."""
    title = _("%(programme)s: %(edition)s begins")
    return [
        Sentences(title, _("%(edition)s begins with %(count)s participants."), _("Taking part: %(bodies)s.")),
        Sentences(title, _("%(edition)s begins: %(when)s."), ""),
    ]


def joined(records: list[Any], between: str = "") -> str:
    """Records by what they are called in the language switched on, with its comma unless another mark is given."""
    return between.join(str(one) for one in records) if between else listed(*records)


def with_capacity(people: list[Any]) -> str:
    """People with the capacity in which the record has them."""
    return "; ".join(listed(one.person.display(), one.capacity) for one in people if one.person)


DRAFTED: dict[str, Kind] = {
    "agreements.agreement": Kind(Category.SIGNING, signing_facts, signing_sentences),
    "visits.visit": Kind(Category.VISIT, visit_facts, visit_sentences),
    "events.event": Kind(Category.EVENT, event_facts, event_sentences),
    "programmes.edition": Kind(Category.START, start_facts, start_sentences),
}


def is_public(record: Record) -> bool:
    """Whether everybody may see the record: news may tell only what is open already."""
    return visible_rows(type(record), PUBLIC).filter(pk=record.pk).exists()
