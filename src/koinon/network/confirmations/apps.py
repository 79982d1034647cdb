"""The other side confirms: a record is sent by a signed link, agreed to, or corrected line by line."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfirmationsConfig(AppConfig):
    name = "koinon.network.confirmations"
    label = "confirmations"

    def ready(self) -> None:
        from koinon.network.confirmations.permissions import may_be_asked
        from koinon.platform.ui import navigation

        navigation.register(
            _("Confirmations"), "confirmations:confirmations", 45, visible=may_be_asked, place="account"
        )
