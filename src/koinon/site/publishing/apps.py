"""News drafted from the record, reviewed by a second person, published with their sources."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "koinon.site.publishing"
    label = "publishing"

    def ready(self) -> None:
        from koinon.platform.ui import beside, navigation
        from koinon.site.publishing.drafting import DRAFTED
        from koinon.site.publishing.on_pages import on_record

        navigation.register(_("News"), "publishing:stories", 20, place="more")
        for kind in DRAFTED:
            beside.register(kind, on_record)
