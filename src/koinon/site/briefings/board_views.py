"""The doors through which the papers of a meeting leave."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from koinon.network.governance.models import Meeting
from koinon.network.governance.opening import visible_meeting
from koinon.network.governance.permissions import can_sit_in
from koinon.network.governance.queries import minutes_of
from koinon.network.people.doors import Request, not_found_unless
from koinon.site.briefings.board_papers import board_pack, convocation, minutes_paper
from koinon.site.briefings.paper import Paper
from koinon.site.briefings.sending import sent

Write = Callable[..., Paper]


@require_safe
@cache_control(private=True, no_cache=True)
def notice(request: Request, key: str) -> HttpResponse:
    """The notice with the agenda: whoever sees the meeting may print it."""
    return _sent(request, visible_meeting(request, key), convocation)


@require_safe
@cache_control(private=True, no_cache=True)
def pack(request: Request, key: str) -> HttpResponse:
    """The pack, for the secretariat and those who sit in the body."""
    meeting = visible_meeting(request, key)
    not_found_unless(can_sit_in(request.reader, meeting))
    return _sent(request, meeting, board_pack)


@require_safe
@cache_control(private=True, no_cache=True)
def minutes(request: Request, key: str) -> HttpResponse:
    """The minutes, for whoever may read them."""
    meeting = visible_meeting(request, key)
    not_found_unless(bool(minutes_of(meeting, request.reader)))
    return _sent(request, meeting, minutes_paper)


def _sent(request: Request, meeting: Meeting, write: Write) -> HttpResponse:
    paper = write(meeting, on=request.on, reader=request.reader, language=get_language() or "en")
    return sent(request, paper)
