"""The briefing note: who they are, how to address them, where we met, what binds us, what is owed; nothing unsourced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.commitment_queries import Progress, Promise
from koinon.cooperation.agreements.queries import Link
from koinon.cooperation.agreements.stages import State
from koinon.network.people.models import Body, Person, Role
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates import Holds
from koinon.platform.ui.figures import day, span
from koinon.platform.ui.punctuation import aside, listed, sentences
from koinon.site.briefings.knowledge import Knowledge, knowledge_of
from koinon.site.briefings.paper import Block, Fact, Facts, Heading, Paper, Table, Text

CHINESE_TITLES = {"Mr": "先生", "Ms": "女士", "Mrs": "女士"}


def briefing_note(body: Body, *, on: date, reader: Reader, language: str) -> Paper:
    """The note about a body as of a day, in a language of the interface; a fixed number of statements."""
    with override(language):
        return _Note(knowledge_of(body, on, reader), on).paper()


class _Note:
    """Puts the note together and counts what was left out because no source carries it."""

    def __init__(self, known: Knowledge, on: date) -> None:
        self.known = known
        self.on = on
        self.left_out = 0

    def paper(self) -> Paper:
        body = self.known.body
        blocks = tuple(self._blocks())
        return Paper(
            title=name_of(body),
            kicker=_("Briefing note"),
            standfirst=_("As of %(day)s") % {"day": day(self.on, "long")},
            language=get_language() or "en",
            blocks=(*blocks, *self._left_out()),
            footer=_("%(body)s, as of %(day)s") % {"body": name_of(body), "day": day(self.on, "long")},
            sources_title=_("Sources"),
            sources=self.known.sources.on_paper(),
            filename=f"{body.key}-{self.on.isoformat()}",
        )

    def _blocks(self) -> Iterator[Block]:
        known = self.known
        yield from self._part(_("Who they are"), [*self._who(), *self._offices()])
        yield from self._table(_("Who speaks for them, and how to address them"), self._voices())
        yield from self._table(_("Agreements"), self._agreements())
        yield from self._table(_("What they owe"), self._promises(known.owes, owed_to=True))
        yield from self._table(_("What is owed to them"), self._promises(known.is_owed, owed_to=False))
        yield from self._asks()
        yield from self._table(_("Where we met"), self._events())
        yield from self._delicate()

    # The parts

    def _who(self) -> Iterator[Fact]:
        body = self.known.body
        for name in body.names.all():
            yield from self._fact(_("Name"), name.text, name, body)
        if body.city:
            country = body.city.country if body.city.country_id else ""
            yield from self._fact(_("City"), listed(body.city, country), body)
        for row in self.known.memberships:
            told = _("%(network)s, %(when)s") % {"network": name_of(row.network), "when": span(row.span)}
            yield from self._fact(_("Member of"), told, row)

    def _offices(self) -> Iterator[Fact]:
        for role in self.known.offices:
            told = aside(listed(role, name_of(role.of)), span(role.span))
            yield from self._fact(perhaps(role.held, _("Holds"), _("Perhaps holds")), told, role)

    def _voices(self) -> Table:
        head = (pgettext("of a person", "Name"), _("Post"), _("How to address"))
        people: dict[int, list[Role]] = {}
        for role in self.known.voices:
            people.setdefault(role.person_id or 0, []).append(role)
        rows = [self._voice(roles) for roles in people.values()]
        return Table(head, tuple(row for row in rows if row), widths=(30, 45, 25))

    def _voice(self, roles: list[Role]) -> tuple[str, ...] | None:
        person = roles[0].person
        numbers = self._numbers(*roles)
        if person is None or not numbers:
            self.left_out += 1
            return None
        others = [name.text for name in self.known.names.get(person.pk, []) if name.language.startswith("zh")]
        posts = [perhaps(role.held, "%s", _("perhaps %s")) % listed(role, name_of(role.of)) for role in roles]
        return called(person, others), "; ".join(posts) + marked(numbers), self._address(person.pk)

    def _address(self, person: int) -> str:
        language = (get_language() or "en")[:2]
        forms = self.known.addresses.get(person, [])
        return next((one.salutation for one in forms if one.language[:2] == language), "") or "—"

    def _agreements(self) -> Table:
        head = (_("Agreement"), _("Term"), _("How it stands"))
        return Table(
            head, tuple(filter(None, map(self._agreement, reversed(self.known.links)))), widths=(52, 28, 20)
        )

    def _agreement(self, link: Link) -> tuple[str, ...] | None:
        numbers = self._numbers(link.agreement, *link.agreement.acts.all())
        if not numbers:
            self.left_out += 1
            return None
        stands = str(link.standing.state.label)
        doubtful = link.standing.state == State.IN_FORCE and link.standing.held is Holds.POSSIBLY
        held = _("perhaps %s") % stands if doubtful else stands
        return str(link.agreement) + marked(numbers), span(link.agreement.span), held

    def _promises(self, promises: Iterable[Promise], *, owed_to: bool) -> Table:
        head = (_("What"), _("To whom") if owed_to else _("Who owes it"), _("When due"), _("How far"))
        rows = (self._promise(one, one.creditors if owed_to else one.debtors) for one in promises)
        return Table(head, tuple(row for row in rows if row), widths=(40, 24, 20, 16))

    def _promise(self, promise: Promise, other: Iterable[Body]) -> tuple[str, ...] | None:
        numbers = self._numbers(promise.commitment, promise.commitment.agreement)
        if not numbers:
            self.left_out += 1
            return None
        progress = _("%(done)s of %(due)s evidenced") % {"done": promise.evidenced_of_due, "due": promise.due}
        bodies = listed(*map(name_of, other))
        return str(promise.commitment) + marked(numbers), bodies, promise.due_words, progress

    def _asks(self) -> Iterator[Block]:
        """What to ask for: the promises that are late."""
        late = [one for one in self.known.owes if one.progress == Progress.LATE]
        if late:
            yield Heading(_("To ask for"))
        for one in late:
            told = _("%(promise)s: nothing accepted shows it; late by %(time)s.")
            words = told % {"promise": one.commitment, "time": one.late_words}
            yield Text(words, self._numbers(one.commitment, one.commitment.agreement))

    def _events(self) -> Table:
        rows = []
        for event in self.known.events:
            numbers = self._numbers(event)
            self.left_out += not numbers
            where = str(event.city or event.venue or "")
            told = _("%(event)s (announced only)") % {"event": event} if event.planned else str(event)
            if numbers:
                rows.append((span(event.span) or _("day unknown"), told + marked(numbers), where))
        return Table((_("When"), _("What"), _("Where")), tuple(rows), widths=(25, 55, 20))

    def _delicate(self) -> Iterator[Block]:
        """What the record itself doubts."""
        if self.known.findings:
            yield Heading(_("What the record leaves open"))
        for finding in self.known.findings[:12]:
            yield Text(sentences(str(finding.headline), str(finding.words)))

    # How they are set

    def _part(self, title: str, facts: list[Fact]) -> Iterator[Block]:
        if facts:
            yield Heading(title)
            yield Facts(tuple(facts))

    def _table(self, title: str, table: Table) -> Iterator[Block]:
        if table.rows:
            yield Heading(title)
            yield table

    def _fact(self, label: str, value: str, *records: Record) -> Iterator[Fact]:
        numbers = self._numbers(*records)
        if numbers:
            yield Fact(label, value, numbers)
        else:
            self.left_out += 1

    def _numbers(self, *records: Record) -> tuple[int, ...]:
        found = {number for record in records for number in self.known.sources.numbers_of(record)}
        return tuple(sorted(found))

    def _left_out(self) -> Iterator[Block]:
        if self.left_out:
            told = ngettext(
                "%(number)s fact without a source on record was left out.",
                "%(number)s facts without a source on record were left out.",
                self.left_out,
            )
            yield Text(told % {"number": self.left_out}, quiet=True)


def called(person: Person, others: Sequence[str]) -> str:
    """The person's name with title and Chinese name; a Chinese name in a Chinese paper has its title behind it."""
    shown = person.display()
    if shown in others:
        return shown + CHINESE_TITLES.get(person.honorific.rstrip("."), "")
    return " ".join(filter(None, (person.honorific, shown, *others[:1])))


def perhaps(held: str, surely: str, possibly: str) -> str:
    """One of two wordings, after what holds on the day."""
    return surely if held == "yes" else possibly


def marked(numbers: Iterable[int]) -> str:
    """The numbers of sources behind a text in a table."""
    return " [" + ", ".join(map(str, numbers)) + "]"


def name_of(body: Body) -> str:
    """The body's name; in the reader's language when it has one."""
    return str(body)
