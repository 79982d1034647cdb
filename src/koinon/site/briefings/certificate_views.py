"""The doors of a holder's certificate as a paper and as a picture with the badge in it."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from koinon.cooperation.learning.badges import baked_png
from koinon.cooperation.learning.certificate_own_views import held
from koinon.cooperation.learning.certificate_signing import drawing_of
from koinon.cooperation.learning.certificates import Certificate
from koinon.network.people.doors import Request
from koinon.site.briefings.certificate_paper import certificate_paper
from koinon.site.briefings.certificate_pictures import seal_png
from koinon.site.briefings.sending import sent


@never_cache
@require_safe
@held
def certificate(request: Request, one: Certificate, token: str) -> HttpResponse:
    """The paper, as PDF or for Word."""
    made_at = datetime.combine(one.issued_on, time(12), UTC)
    return sent(request, certificate_paper(one), made_at=made_at)


@never_cache
@require_safe
@held
def picture(request: Request, one: Certificate, token: str) -> HttpResponse:
    """The seal as a PNG with the badge baked into it."""
    name = f'attachment; filename="badge-{one.key}.png"'
    data = baked_png(one.token, seal_png(drawing_of(one)))
    return HttpResponse(data, content_type="image/png", headers={"Content-Disposition": name})
