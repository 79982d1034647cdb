"""Programmes, their editions, and who takes part in them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "koinon.cooperation.programmes"
    label = "programmes"

    def ready(self) -> None:
        from koinon.cooperation.programmes import choosing, findings  # noqa: F401
        from koinon.cooperation.programmes.models import Edition, Programme
        from koinon.network.evidence import titling
        from koinon.platform.ui import navigation

        choosing.register()
        titling.register(Programme, Edition)
        navigation.register(_("Programmes"), "programmes:programmes", 35, place="more")
