"""Labs and urban innovation communities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LabsConfig(AppConfig):
    name = "koinon.cooperation.labs"
    label = "labs"

    def ready(self) -> None:
        from koinon.cooperation.labs import choosing, on_pages
        from koinon.platform.ui import beside, navigation

        choosing.register()
        navigation.register(_("Labs and communities"), "labs:labs", 57, place="more")
        beside.register("people.body", on_pages.on_body)
        beside.register("agreements.agreement", on_pages.on_agreement)
        beside.register("programmes.programme", on_pages.on_programme)
        beside.register("practices.practice", on_pages.on_practice)
