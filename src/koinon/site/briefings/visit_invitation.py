"""The letter that invites a guest: to whom, for when, what for, who is expected, and lines to sign on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from koinon.cooperation.visits.models import Visit
from koinon.cooperation.visits.queries import VisitPage, visit_page
from koinon.network.people.models import FormOfAddress, Person
from koinon.network.people.readers import Reader
from koinon.platform.ui.figures import day, span
from koinon.platform.ui.punctuation import listed
from koinon.site.briefings.paper import Block, Heading, Paper, Signatures, Table, Text


def visit_invitation(visit: Visit, *, on: date, by: Reader, language: str) -> Paper:
    """The invitation in one language; the head of the delegation is addressed, as far as it is known who that is."""
    with override(language):
        page = visit_page(visit, by)
        return Paper(
            title=str(visit.event),
            kicker=_("Invitation"),
            standfirst=listed(visit.event.host or "", day(on, "long")),
            language=get_language() or "en",
            blocks=tuple(_letter(visit, page)),
            footer=str(visit.event),
            filename=f"invitation-{visit.key}",
        )


def _letter(visit: Visit, page: VisitPage) -> Iterator[Block]:
    words = {
        "guest": str(visit.guest),
        "when": "" if visit.event.starts.is_unknown else span(visit.event.span),
        "where": listed(visit.event.venue, visit.event.city or ""),
        "host": str(visit.event.host or ""),
    }
    yield Text(str(visit.guest))
    yield Text(_greeting(page))
    if words["when"] and words["where"]:
        yield Text(
            _("it is our pleasure to invite a delegation of %(guest)s to visit us, %(when)s, in %(where)s.")
            % words
        )
    else:
        yield Text(_("it is our pleasure to invite a delegation of %(guest)s to visit us.") % words)
    if visit.purpose:
        yield Text(visit.purpose)
    if page.delegation:
        yield Heading(_("Whom we expect"))
        rows = tuple(
            (one.person.display() if one.person else str(one.body), one.capacity)
            for one in page.delegation
            if one.sent_by_id == visit.guest_id or one.part in ("delegate", "interpreter")
        )
        yield Table((pgettext("of a person", "Name"), _("Post")), rows, widths=(35, 65))
    yield Text(
        _("Please let us know who will come, and which language and which food we should prepare for.")
    )
    yield Text(_("With our respect,"))
    yield Signatures(((words["host"], ""),))


def _greeting(page: VisitPage) -> str:
    """As the head of the delegation is addressed in this language; else by the name, else nobody in particular."""
    head = next((one.person for one in page.delegation if one.person), None)
    if head is None:
        return _("Dear colleagues,")
    return _address(head) or _("Dear %(name)s,") % {"name": head.display()}


def _address(person: Person) -> str:
    language = get_language() or "en"
    rows = FormOfAddress.objects.filter(person=person)
    known = {one.language.lower(): one.salutation for one in rows}
    found = known.get(language) or next(
        (words for tag, words in known.items() if tag[:2] == language[:2]), ""
    )
    return f"{found}," if found and found[-1] not in ",，:：" else found
