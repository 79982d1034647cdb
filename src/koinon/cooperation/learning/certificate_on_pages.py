"""What certificates put on other pages: on the own page of whoever registered, and on that of a curriculum."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from koinon.cooperation.learning.certificate_links import own_token
from koinon.cooperation.learning.certificate_permissions import can_certify
from koinon.cooperation.learning.certificates import Certificate
from koinon.cooperation.learning.curricula import Curriculum
from koinon.network.events.models import Registration
from koinon.network.people.doors import Request
from koinon.platform.ui.addresses import url
from koinon.platform.ui.beside import Action, Part, drawn


def on_registration(request: Request, registration: Registration) -> Iterator[Part]:
    """The certificate of the registration that counts: one statement."""
    one = Certificate.objects.standing().filter(registration=registration).first()
    if one is not None and one.mark:
        context = {"certificate": one, "href": url("certificates:own", token=own_token(one))}
        yield drawn(request, "learning/beside_certificate.html", context, place="main", order=10)


def on_curriculum(request: Request, curriculum: Curriculum) -> Iterator[Action]:
    """The way to the certificates of those who take the whole curriculum; asks nothing."""
    if curriculum.published_on and can_certify(request.reader, curriculum.hub):
        yield Action(_("Certificates"), url("certificates:curriculum", key=curriculum.key))
