"""Rounds of pairing: profiles in, proposed pairs out with reasons, confirmed by both cities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PairingConfig(AppConfig):
    name = "koinon.cooperation.pairing"
    label = "pairing"

    def ready(self) -> None:
        from koinon.cooperation.pairing.models import Round
        from koinon.cooperation.pairing.on_pages import on_agreement, on_body, on_edition
        from koinon.cooperation.pairing.on_ties import pairs as tied
        from koinon.network.evidence import titling
        from koinon.network.people import ties
        from koinon.platform.ui import beside, navigation

        navigation.register(_("Pairing"), "pairing:rounds", 45)
        beside.register("programmes.edition", on_edition)
        beside.register("people.body", on_body)
        beside.register("agreements.agreement", on_agreement)
        ties.register("pairing", tied)
        titling.register(Round)
