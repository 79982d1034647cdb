"""The door of a laureate's certificate: for those who run the award, and for the laureate."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from koinon.cooperation.calls.models import Entry, Placing
from koinon.network.people.doors import Request, not_found_unless
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.beside import Part
from koinon.site.briefings.laureate_papers import highest, laureate_certificate
from koinon.site.briefings.sending import sent


def can_certify(reader: Reader, entry: Entry) -> bool:
    """Whether the reader may take the certificate along: the secretariat, and the laureate's own people."""
    return can_record(reader) or entry.applicant_id in reader.bodies


def reached(entry: Entry, reader: Reader) -> Placing | None:
    """The highest stage for which there is a certificate, where it was announced: one statement."""
    rows = Placing.objects.visible_to(reader).filter(entry=entry)
    return highest(
        list(rows.select_related("stage__call", "entry__category", "entry__applicant__city__country"))
    )


@require_safe
@cache_control(private=True, no_cache=True)
def certificate(request: Request, key: str) -> HttpResponse:
    """The certificate of a laureate, in its language."""
    entry = get_object_or_404(Entry.objects.visible_to(request.reader), key=key)
    not_found_unless(can_certify(request.reader, entry))
    placing = reached(entry, request.reader)
    if placing is None:
        raise Http404
    return sent(request, laureate_certificate(placing, reader=request.reader))


def on_entry(request: Request, entry: Entry) -> Iterator[Part]:
    """The certificate beside an entry that came so far."""
    from koinon.site.briefings.on_pages import papers

    if can_certify(request.reader, entry) and reached(entry, request.reader):
        yield papers(request, (_("Certificate"), link_from(request, "briefings:laureate", key=entry.key)))
