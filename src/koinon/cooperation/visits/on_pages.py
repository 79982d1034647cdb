"""What visits put on the pages of lower rooms."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from koinon.cooperation.visits.queries import visit_of
from koinon.network.events.models import Event
from koinon.network.people.doors import Request
from koinon.platform.ui.beside import Action


def on_event(request: Request, event: Event) -> Iterator[Action]:
    """The way from an event to the visit it is."""
    if visit := visit_of(event, request.reader):
        yield Action(_("The visit: programme, asks, follow-ups"), visit.get_absolute_url())
