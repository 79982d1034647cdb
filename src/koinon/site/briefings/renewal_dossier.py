"""The renewal dossier: what was promised and delivered, the money, the meetings, the people, and what to decide by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.commitment_queries import Progress, Promise, ledger, tally
from koinon.cooperation.agreements.evidence_queries import Piece, pieces
from koinon.cooperation.agreements.models import Agreement, Evidence, EvidenceDue
from koinon.cooperation.agreements.page_queries import AgreementPage, agreement_page
from koinon.cooperation.agreements.renewal_queries import Runway, runway_of
from koinon.network.events import queries as event_queries
from koinon.network.events.models import Event
from koinon.network.evidence.marks import Sources
from koinon.network.evidence.models import Finding
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.models import Role
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.figures import day, number, span
from koinon.platform.ui.punctuation import aside, listed, sentences
from koinon.site.briefings.paper import Block, Fact, Facts, Heading, Paper, Table, Text

MOST_EVENTS = 25


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything on record about an agreement that comes up for renewal."""

    page: AgreementPage
    way: Runway
    promises: list[Promise]
    shown: list[Piece]
    events: list[Event]
    people: list[Role]
    findings: list[Finding]
    sources: Sources


def gather(agreement: Agreement, on: date, reader: Reader) -> Dossier:
    """A fixed number of statements; only what the reader may see."""
    page, way = agreement_page(agreement, on, reader), runway_of(agreement, on, reader)
    promises = ledger(agreement, on, reader)
    served = EvidenceDue.objects.visible_to(reader).filter(due__commitment__agreement=agreement)
    shown = pieces(Evidence.objects.visible_to(reader).filter(pk__in=served.values("evidence")), on, reader)
    bodies = [party.body_id for party in page.parties] + [
        party.office_id for party in page.parties if party.office_id
    ]
    events = _events(bodies, page, on, reader)
    people = list(
        Role.objects.visible_to(reader)
        .filter(of__in=bodies, person__isnull=False)
        .holding(on)
        .with_holds(on)
        .select_related("person", "post", "of")
        .in_order()
    )
    promised = [promise.commitment for promise in promises]
    records: list[Record | None] = [*page.records, *promised, *events, *people]
    about: list[Record | None] = [agreement, *promised, *(step.act for step in page.steps)]
    return Dossier(
        page, way, promises, shown, events, people, findings_about(about, reader), marks(records, reader)
    )


def _events(bodies: list[int], page: AgreementPage, on: date, reader: Reader) -> list[Event]:
    """Where the parties met since the term began, the latest first."""
    since = page.agreement.starts.earliest
    rows = Event.objects.visible_to(reader).filter(
        event_queries.of_bodies(bodies), starts_earliest__lte=on, starts_latest__gte=since
    )
    return list(
        rows.exclude(starts_edtf="").select_related("city").order_by("-starts_latest", "title")[:MOST_EVENTS]
    )


def renewal_dossier(agreement: Agreement, *, on: date, reader: Reader, language: str) -> Paper:
    """The paper for whoever decides, in a language of the interface."""
    with override(language):
        return _Writing(gather(agreement, on, reader), on).paper()


class _Writing:
    """Puts the dossier into blocks."""

    def __init__(self, known: Dossier, on: date) -> None:
        self.known, self.on = known, on

    def paper(self) -> Paper:
        agreement = self.known.page.agreement
        said = {"agreement": agreement, "day": day(self.on, "long")}
        return Paper(
            title=str(agreement),
            kicker=_("Renewal dossier"),
            standfirst=_("As of %(day)s") % said,
            language=get_language() or "en",
            blocks=tuple(self._blocks()),
            footer=_("%(agreement)s, as of %(day)s") % said,
            sources_title=_("Sources"),
            sources=self.known.sources.on_paper(),
            filename=f"renewal-{agreement.key}-{self.on.isoformat()}",
        )

    def _blocks(self) -> Iterator[Block]:
        yield Heading(_("What to decide, and by when"))
        yield Facts(tuple(self._decision()))
        yield from self._table(_("What is still to be done"), self._tasks())
        yield Heading(_("What it is"))
        yield Facts(tuple(self._facts()))
        yield from self._table(_("Promised and delivered"), self._promises())
        yield from self._delivery_words()
        yield from self._table(_("What has been shown"), self._evidence())
        yield from self._table(_("Money"), self._money())
        yield from self._table(_("Where the parties met"), self._meetings())
        yield from self._table(_("Who speaks for them today"), self._people())
        yield from self._gaps()

    def _decision(self) -> Iterator[Fact]:
        way = self.known.way
        ends = day(way.ends, "long")
        if way.is_unclear:
            ends = _("%(first)s or %(last)s?") % {"first": ends, "last": day(way.end[1], "long")}
        yield Fact(_("Ends"), ends, self._numbers(way.agreement))
        if way.decider:
            yield Fact(_("Decides"), str(way.decider))
        if way.chance:
            meeting = way.chance.meeting
            yield Fact(_("Last meeting that can decide"), listed(meeting, day(meeting.held, "long")))
            if way.chance.papers:
                yield Fact(_("Papers due"), day(way.chance.papers, "long"))
        elif way.decider:
            yield Fact(_("Last meeting that can decide"), _("none in time"))
        yield Fact(_("The choice"), _("renew, amend, or let it end"))

    def _tasks(self) -> Table:
        head = (_("What is to be done"), _("Who does it"), _("By when"))
        renewal = self.known.way.renewal
        rows = []
        for due in self.known.way.dues:
            who = due.task.owner or (renewal.owner if renewal else None)
            if due.task.is_open:
                rows.append((str(due.task), who.display() if who else "—", day(due.due, "long")))
        return Table(head, tuple(rows), widths=(55, 25, 20))

    def _facts(self) -> Iterator[Fact]:
        page = self.known.page
        one = page.agreement
        yield Fact(_("Kind"), str(one.get_kind_display()))
        for party in page.parties:
            words = listed(aside(party.body, party.acting_office or ""), party.get_capacity_display())
            yield Fact(_("Party"), words, self._numbers(party, one))
        if page.signed:
            yield Fact(_("Signed"), day(page.signed.act.day, "long"), self._numbers(page.signed.act, one))
        yield Fact(_("Term"), listed(span(one.span), one.length_told), self._numbers(one))
        for purpose in page.purposes:
            yield Fact(_("Purpose"), purpose.text, self._numbers(purpose, one))

    def _promises(self) -> Table:
        head = (_("What"), _("Who owes it"), _("When due"), _("Evidenced"))
        rows = tuple(
            (
                str(one.commitment) + self._marked(one.commitment, one.commitment.agreement),
                listed(*one.debtors) or "—",
                one.due_words or "—",
                _("%(done)s of %(due)s") % {"done": one.evidenced_of_due, "due": one.due},
            )
            for one in self.known.promises
        )
        return Table(head, rows, widths=(44, 24, 18, 14))

    def _delivery_words(self) -> Iterator[Block]:
        counted = tally(self.known.promises)
        if counted.promises:
            told = _("%(done)s of %(due)s dues are evidenced; %(late)s are late.")
            yield Text(told % {"done": counted.evidenced, "due": counted.due, "late": counted.late})

    def _evidence(self) -> Table:
        head = (_("When"), _("What"), _("State"))
        rows = tuple(
            (day(piece.evidence.day) or "—", str(piece.evidence), str(piece.evidence.get_state_display()))
            for piece in self.known.shown
        )
        return Table(head, rows, widths=(22, 60, 18))

    def _money(self) -> Table:
        head = (_("From whom"), _("To whom"), _("Amount"), _("Purpose"))
        rows = []
        for grant in self.known.page.grants:
            if grant.amount is not None:
                amount = f"{number(grant.amount)} {grant.currency}"
            else:
                amount = _("undisclosed") if grant.undisclosed else _("in kind") if grant.in_kind else "—"
            words = (grant.purpose or "—") + self._marked(grant, grant.agreement)
            rows.append((str(grant.payer), str(grant.payee), amount, words))
        return Table(head, tuple(rows), widths=(25, 25, 20, 30))

    def _meetings(self) -> Table:
        head = (_("When"), _("What"), _("Where"))
        rows = tuple(
            (
                span(one.span) or _("day unknown"),
                str(one) + self._marked(one),
                str(one.city or one.venue or ""),
            )
            for one in self.known.events
        )
        return Table(head, rows, widths=(25, 55, 20))

    def _people(self) -> Table:
        head = (pgettext("of a person", "Name"), _("Post"), _("Since"))
        appointed = {one.role_id for one in self.known.page.appointments}
        rows = []
        for role in self.known.people:
            if role.person is None:
                continue
            post = listed(role, role.of)
            post = _("%(post)s (appointed for the term)") % {"post": post} if role.pk in appointed else post
            since = day(role.starts) or "—"
            rows.append((role.person.display(), post + self._marked(role), since))
        return Table(head, tuple(rows), widths=(22, 50, 28))

    def _gaps(self) -> Iterator[Block]:
        """What is missing, and what the record itself doubts."""
        late = [one for one in self.known.promises if one.progress == Progress.LATE]
        silent = [one for one in self.known.promises if not one.dues]
        if not (late or silent or self.known.findings):
            return
        yield Heading(_("Gaps"))
        for one in late:
            told = _("%(promise)s: nothing accepted shows it; late by %(time)s.")
            yield Text(
                told % {"promise": one.commitment, "time": one.late_words}, self._numbers(one.commitment)
            )
        for one in silent:
            yield Text(_("%(promise)s: no day on record by which it is due.") % {"promise": one.commitment})
        for finding in self.known.findings[:12]:
            yield Text(sentences(str(finding.headline), str(finding.words)))

    def _table(self, title: str, table: Table) -> Iterator[Block]:
        if table.rows:
            yield Heading(title)
            yield table

    def _numbers(self, *records: Record) -> tuple[int, ...]:
        found = {number for record in records for number in self.known.sources.numbers_of(record)}
        return tuple(sorted(found))

    def _marked(self, *records: Record) -> str:
        numbers = self._numbers(*records)
        return " [" + ", ".join(map(str, numbers)) + "]" if numbers else ""
