"""What a reader may do with labs and communities."""

from __future__ import annotations

from koinon.cooperation.labs.models import Community, Lab
from koinon.network.people.models import Function
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_run(reader: Reader, whole: Lab | Community) -> bool:
    """Whether the reader may say who joins and leaves and what is shared: the secretariat, and its own focal points."""
    own = {whole.body_id, whole.host_id if isinstance(whole, Lab) else None}
    return can_record(reader) or (Function.FOCAL_POINT in reader.functions and bool(own & reader.bodies))
