"""What the doors of calls share: the call for whoever may see it, and a form page that runs one command."""

from __future__ import annotations

from functools import partial

from django.shortcuts import get_object_or_404

from koinon.cooperation.calls.call_wording import with_title
from koinon.cooperation.calls.models import Call
from koinon.network.people.doors import Request
from koinon.platform.recording import form_doors


def visible_call(request: Request, key: str) -> Call:
    """The call, for whoever may see it, with its title in the reader's language."""
    rows = Call.objects.visible_to(request.reader).select_related("run_by", "edition__programme")
    return get_object_or_404(with_title(rows), key=key)


form_page = partial(form_doors.form_page, template="calls/call_form.html")
"""A form on a page of its own, in the room's accent."""
