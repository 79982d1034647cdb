"""The papers that lower rooms' pages offer, to whoever is signed in."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from koinon.network.events.models import Event
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.beside import Action


def on_event(request: Request, event: Event) -> Iterator[Action]:
    """Name plates of who takes part."""
    if not request.reader.is_public:
        yield Action(_("Name plates"), link_from(request, "briefings:plates", key=event.key))


def on_body(request: Request, body: Body) -> Iterator[Action]:
    """The briefing note, as of the page's day."""
    if not request.reader.is_public:
        yield Action(_("Briefing note"), link_from(request, "briefings:body", key=body.key))
