"""Agreements, the acts upon them, what was promised and the evidence."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "koinon.cooperation.agreements"
    label = "agreements"

    def ready(self) -> None:
        from koinon.cooperation.agreements import choosing, findings  # noqa: F401
        from koinon.cooperation.agreements.tongues import register_names
        from koinon.platform.ui import navigation

        register_names()
        choosing.register_choices()
        navigation.register(_("Agreements"), "agreements:agreements", 30)
