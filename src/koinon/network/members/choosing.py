"""How a membership is found by what people type: by the member, told apart by the network."""

from collections.abc import Sequence

from koinon.network.members.models import Membership
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.platform.audit.models import Record


def find_memberships(request: Request, text: str) -> Sequence[tuple[Record, str]]:
    """Memberships of bodies called so, the latest first."""
    rows = Membership.objects.visible_to(request.reader).select_related("body", "network")
    rows = rows.filter(body__in=Body.objects.typed(text).values("pk")) if text else rows
    return [(one, str(one.network)) for one in rows.order_by("-starts_latest", "id")[:12]]
