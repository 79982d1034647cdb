"""What news puts on the pages of records it can be drafted from: what was published of them, and the way to a draft."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import get_language

from koinon.network.people.doors import Request
from koinon.network.people.prepared import prepared
from koinon.platform.audit.models import Record
from koinon.platform.ui.beside import Part, drawn
from koinon.site.publishing.models import Story
from koinon.site.publishing.permissions import can_write
from koinon.site.publishing.queries import listed


@prepared
def _about(*, kind: str, subject: int) -> QuerySet[Story, tuple[int]]:
    """The newest stories about a record, whoever may see them."""
    return Story.objects.filter(subject_kind=kind, subject_id=subject).values_list("pk")[:5]


def on_record(request: Request, record: Record) -> Iterator[Part]:
    """The stories about a record, newest first; one statement, three where there are any."""
    ids = [pk for (pk,) in _about(kind=record.record_kind(), subject=record.pk)]
    found = listed(_seen(request, ids), get_language() or "en") if ids else []
    may_write = can_write(request.reader)
    if found or may_write:
        context = {"rows": found, "record": record, "may_write": may_write}
        yield drawn(request, "publishing/beside_record.html", context, order=90)


def _seen(request: Request, ids: list[int]) -> list[Story]:
    rows = Story.objects.visible_to(request.reader).filter(pk__in=ids)
    return list(rows.prefetch_related("texts"))
