"""Practices: public cases of what a city did, who can be asked, and what became of it after a year."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "koinon.cooperation.practices"
    label = "practices"

    def ready(self) -> None:
        from koinon.cooperation.practices import choosing, findings, on_pages  # noqa: F401
        from koinon.cooperation.practices.confirming import lines_of, shown_of, sides_of
        from koinon.cooperation.practices.letters import letters_due
        from koinon.cooperation.practices.tongues import register_names
        from koinon.network.confirmations.on_pages import on_subject
        from koinon.network.confirmations.subjects import Subject, register
        from koinon.platform.notifications import planners
        from koinon.platform.ui import beside, navigation

        register_names()
        choosing.register()
        register("practices.practice", Subject(lines_of, sides_of, "practices/confirm.html", shown_of))
        planners.register("practices", letters_due)
        navigation.register(_("Practices"), "practices:practices", 55, place="more")
        beside.register("practices.practice", on_subject)
        beside.register("calls.entry", on_pages.on_entry)
        beside.register("people.body", on_pages.on_body)
        beside.register("agreements.agreement", on_pages.on_agreement)
