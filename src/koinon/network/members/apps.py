"""Membership of a body in a network, its kind and its status through time."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "koinon.network.members"
    label = "members"

    def ready(self) -> None:
        from koinon.network.governance import bars, consequences, offering
        from koinon.network.members import findings, on_board  # noqa: F401 (says what rests on documents)
        from koinon.network.members.choosing import find_memberships
        from koinon.network.members.models import Membership
        from koinon.network.members.on_ties import small_networks
        from koinon.network.people import ties
        from koinon.network.people.models import Body
        from koinon.platform.recording import choices
        from koinon.platform.ui import navigation

        ties.register("members", small_networks)
        navigation.register(_("Members"), "members:members", 10)
        choices.register("membership", Membership, find_memberships)
        bars.register(on_board.bars)
        consequences.register(on_board.admitted)
        offering.register(Membership, _("membership"), on_board.facts, ("body", "network"))
        offering.register(Body, _("candidate"), on_board.candidate)
