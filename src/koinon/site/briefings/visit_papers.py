"""The papers of a visit: the briefing about who comes and what is open between us, and the programme in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from koinon.cooperation.visits.models import HalfDay, Visit
from koinon.cooperation.visits.queries import VisitPage, visit_page
from koinon.network.events.models import Attendance, Came
from koinon.network.people.readers import Reader
from koinon.platform.ui.figures import day, span
from koinon.platform.ui.punctuation import aside, listed
from koinon.site.briefings.briefing_note import briefing_note
from koinon.site.briefings.paper import Block, Fact, Facts, Heading, Paper, Table, Text


def visit_briefing(visit: Visit, *, on: date, reader: Reader, language: str) -> Paper:
    """What earlier visits left open, who comes, the days, what to ask; then the note about the guest."""
    about = briefing_note(visit.guest, on=on, reader=reader, language=language)
    with override(language):
        page = visit_page(visit, reader)
        return Paper(
            title=str(visit.event),
            kicker=_("Briefing note"),
            standfirst=_when(visit),
            language=get_language() or "en",
            blocks=(
                *_open(page),
                *_delegation(page),
                *_programme(page),
                *_asks(page),
                Heading(about.title),
                *about.blocks,
            ),
            footer=about.footer,
            sources_title=about.sources_title,
            sources=about.sources,
            filename=f"briefing-{visit.key}",
        )


def visit_programme(visit: Visit, *, reader: Reader, language: str) -> Paper:
    """The days of a visit, each point also in the guest's language where it was written."""
    with override(language):
        page = visit_page(visit, reader)
        return Paper(
            title=str(visit.event),
            kicker=pgettext("of days", "Programme"),
            standfirst=_when(visit),
            language=get_language() or "en",
            blocks=(*_programme(page), *_delegation(page)),
            footer=str(visit.event),
            filename=f"programme-{visit.key}",
        )


def follow_up_report(visit: Visit, *, reader: Reader, language: str) -> Paper:
    """The visitor's own paperwork: who came, when, what took place, what came of it, what follows."""
    with override(language):
        page = visit_page(visit, reader)
        follow = tuple(
            (
                one.text,
                one.owner.display() if one.owner else str(one.owner_body or ""),
                day(one.due_on),
                one.outcome,
            )
            for one in page.follow_ups
        )
        head = (_("What is to be done"), _("Who does it"), _("By when"), _("What came of it"))
        closing = (Heading(_("Follow-ups")), Table(head, follow, widths=(40, 22, 16, 22))) if follow else ()
        return Paper(
            title=str(visit.event),
            kicker=_("Report on a visit"),
            standfirst=_when(visit),
            language=get_language() or "en",
            blocks=(*_facts(visit), *_delegation(page), *_programme(page), *_results(visit), *closing),
            footer=str(visit.event),
            filename=f"report-{visit.key}",
        )


def _when(visit: Visit) -> str:
    where = str(visit.event.city or visit.event.venue or "")
    return listed(span(visit.event.span), where)


def _facts(visit: Visit) -> Iterator[Block]:
    rows = [
        (_("When"), span(visit.event.span) or _("undated")),
        (_("Kind"), str(visit.get_kind_display())),
        (_("Guest"), str(visit.guest)),
        (_("Host"), str(visit.event.host or "")),
        (_("Purpose"), visit.purpose),
    ]
    yield Facts(tuple(Fact(label, value) for label, value in rows if value))


def _results(visit: Visit) -> Iterator[Block]:
    if visit.results:
        yield Heading(_("What came of it"))
    for paragraph in filter(None, (part.strip() for part in visit.results.splitlines())):
        yield Text(paragraph)


def _open(page: VisitPage) -> Iterator[Block]:
    """What is still to be done from before comes first."""
    if page.left_open:
        yield Heading(_("Left open by earlier visits"))
    for one in page.left_open:
        who = one.owner.display() if one.owner else str(one.owner_body or "")
        yield Text(listed(one.text, who, day(one.due_on)))


def _delegation(page: VisitPage) -> Iterator[Block]:
    rows = tuple(
        (
            str(one.order or ""),
            one.person.display() if one.person else str(one.body),
            one.capacity,
            aside(one.get_part_display(), one.get_came_display() if one.came == Came.ABSENT else ""),
        )
        for one in page.delegation
    )
    if rows:
        yield Heading(_("Delegation"))
        yield Table(
            (_("Order"), pgettext("of a person", "Name"), _("Post"), _("Part")), rows, widths=(9, 28, 47, 16)
        )


def _name(attendance: Attendance) -> str:
    return attendance.person.display() if attendance.person else str(attendance.body)


def _programme(page: VisitPage) -> Iterator[Block]:
    """In two languages side by side, where the points were written in two."""
    if not page.programme:
        return
    yield Heading(pgettext("of days", "Programme"))
    rows = tuple(_point(point) for point in page.programme)
    if any(point.other_title for point in page.programme):
        with override(_guests_language(page.visit)):
            theirs = _("What")
        head = (_("When"), _("What"), theirs, _("Where"))
        yield Table(head, rows, widths=(20, 30, 28, 22))
    else:
        own = tuple((when, what, where) for when, what, _other, where in rows)
        yield Table((_("When"), _("What"), _("Where")), own, widths=(24, 50, 26))


def _guests_language(visit: Visit) -> str:
    """The language of the guest: of the link, else the last of the visit's languages that the interface speaks."""
    spoken = [tag.strip().lower() for tag in visit.languages.replace(";", ",").split(",")]
    known = [code for tag in spoken if tag for code, _name in settings.LANGUAGES if code.startswith(tag[:2])]
    return visit.link_language or (known[-1] if known else get_language() or "en")


def _point(point: HalfDay) -> tuple[str, str, str, str]:
    hour = "–".join(one.strftime("%H:%M") for one in (point.begins_at, point.closes_at) if one)
    when = listed(day(point.day), hour or point.get_half_display())
    where = listed(point.place, point.received_by or "")
    return when, point.title, point.other_title, where


def _asks(page: VisitPage) -> Iterator[Block]:
    if page.asks:
        yield Heading(_("To ask for"))
    for ask in page.asks:
        yield Text(f"• {ask.text}")
