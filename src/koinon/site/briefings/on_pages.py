"""The papers that lower rooms' pages offer, to whoever is signed in."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.agreements.permissions import can_renew
from koinon.network.events.models import Event
from koinon.network.governance.models import Meeting
from koinon.network.governance.permissions import can_sit_in
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.beside import Action, Part, drawn
from koinon.site.briefings.permissions import can_brief


def papers(request: Request, *rows: tuple[str, str]) -> Part:
    """The section that lists papers, each (words, address), as PDF and as DOCX."""
    return drawn(request, "briefings/papers_part.html", {"papers": rows}, order=80)


def on_event(request: Request, event: Event) -> Iterator[Part]:
    """Name plates of who takes part."""
    if can_brief(request.reader):
        yield papers(request, (_("Name plates"), link_from(request, "briefings:plates", key=event.key)))


def on_body(request: Request, body: Body) -> Iterator[Action | Part]:
    """The briefing note, as of the page's day."""
    if can_brief(request.reader):
        note = _("Briefing note"), link_from(request, "briefings:body", key=body.key)
        yield Action(*note)
        yield papers(request, note)


def on_renewal(request: Request, agreement: Agreement) -> Iterator[Action | Part]:
    """The dossier for whoever decides, as of the page's day."""
    if can_renew(request.reader, agreement):
        dossier = _("Renewal dossier"), link_from(request, "briefings:renewal-dossier", key=agreement.key)
        yield Action(*dossier)
        yield papers(request, dossier)


def on_meeting(request: Request, meeting: Meeting) -> Iterator[Part]:
    """The notice for everybody; the pack and the minutes for those who may read them. The meeting knows its seats."""
    notice = _("Notice and agenda"), link_from(request, "briefings:meeting-notice", key=meeting.key)
    sits = can_sit_in(request.reader, meeting)
    pack = _("Board pack"), link_from(request, "briefings:meeting-pack", key=meeting.key)
    minutes = _("Minutes"), link_from(request, "briefings:meeting-minutes", key=meeting.key)
    has_minutes = meeting.drafted_on is not None and (sits or meeting.approved)
    yield papers(request, notice, *([pack] if sits else []), *([minutes] if has_minutes else []))
