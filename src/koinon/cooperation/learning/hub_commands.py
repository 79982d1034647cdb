"""What is done with hubs: recorded with their partners, changed, and told which work keeps which promise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Commitment
from koinon.cooperation.learning.hubs import Hub, HubPartner, HubWork, Work
from koinon.cooperation.learning.permissions import can_run_hubs
from koinon.network.people.models import Body
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class HubAlready(Refused):
    """A body is one hub."""


class OtherAgreement(Refused):
    """A promise of another agreement is not kept by this hub."""


class Partner(NamedTuple):
    """A partner as it was entered."""

    body: Body
    part: str


def record_hub(values: Mapping[str, Any], partners: Iterable[Partner], *, by: Reader) -> Hub:
    """Put a hub on record with its partners."""
    refuse_unless(can_run_hubs(by))
    if Hub.objects.filter(body=values["body"]).exists():
        raise HubAlready(_("This body is a hub already."), field="body")
    with act("record_hub", by=by.user) as doing:
        hub = doing.create(Hub(key=propose_key(Hub, values["title"]), **values))
        _settle_partners(doing, hub, partners)
    return hub


def change_hub(
    hub: Hub,
    values: Mapping[str, Any],
    partners: Iterable[Partner],
    *,
    by: Reader,
    expected_version: int | None = None,
) -> Hub:
    """Change a hub; partners that are no longer named go. Under another agreement, the promises are linked anew."""
    refuse_unless(can_run_hubs(by))
    other = Hub.objects.filter(body=values.get("body", hub.body_id)).exclude(pk=hub.pk)
    if other.exists():
        raise HubAlready(_("This body is a hub already."), field="body")
    with act("change_hub", by=by.user) as doing:
        doing.about(hub)
        doing.change(hub, expected_version, **values)
        for stray in hub.works.exclude(commitment__agreement=hub.agreement):
            doing.remove(stray)
        _settle_partners(doing, hub, partners)
    return hub


def settle_works(hub: Hub, wanted: Mapping[Commitment, Iterable[str]], *, by: Reader) -> None:
    """Say which kinds of work keep which promise of the agreement; what is not named is no longer linked."""
    refuse_unless(can_run_hubs(by))
    if any(one.agreement_id != hub.agreement_id for one in wanted):
        raise OtherAgreement(_("This promise is in another agreement."))
    pairs = {(str(Work(work)), one.pk): one for one, works in wanted.items() for work in works}
    with act("settle_hub_works", by=by.user) as doing:
        doing.about(hub)
        for known in hub.works.all():
            if pairs.pop((known.work, known.commitment_id), None) is None:
                doing.remove(known)
        for (work, _pk), commitment in pairs.items():
            key = propose_key(HubWork, hub.key, work, commitment.key)
            doing.create(HubWork(key=key, hub=hub, work=work, commitment=commitment))


def _settle_partners(doing: Act, hub: Hub, partners: Iterable[Partner]) -> None:
    wanted = {one.body.pk: (order, one) for order, one in enumerate(partners, start=1)}
    for known in hub.partners.all():
        entry = wanted.pop(known.body_id, None)
        if entry is None:
            doing.remove(known)
        else:
            doing.change(known, part=entry[1].part, order=entry[0])
    for order, one in wanted.values():
        key = propose_key(HubPartner, hub.key, one.body.key)
        doing.create(HubPartner(key=key, hub=hub, body=one.body, part=one.part, order=order))
