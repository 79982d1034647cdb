"""The workbook: import with a dry run, export, and undo."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "koinon.site.exchange"
    label = "exchange"

    def ready(self) -> None:
        from koinon.platform.ui import navigation

        navigation.register(_("Import and export"), "exchange:exchange", 40, place="footer")
