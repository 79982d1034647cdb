"""Rounds of pairing: profiles in, proposed pairs out with reasons, confirmed by both cities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PairingConfig(AppConfig):
    name = "koinon.cooperation.pairing"
    label = "pairing"

    def ready(self) -> None:
        from koinon.platform.ui import navigation

        navigation.register(_("Pairing"), "pairing:rounds", 45)
