"""What is pledged, granted, paid and shown for it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "koinon.cooperation.grants"
    label = "grants"

    def ready(self) -> None:
        from koinon.cooperation.grants import choosing, findings, on_pages  # noqa: F401
        from koinon.platform.ui import beside, navigation

        choosing.register()
        navigation.register(_("Grants"), "grants:grants", 54, place="more")
        beside.register("agreements.agreement", on_pages.on_agreement)
        beside.register("people.body", on_pages.on_body)
        beside.register("governance.decision", on_pages.on_decision)
