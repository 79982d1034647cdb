"""Awards: panels that judge the entries of calls, in phases that say who may see what, up to signed results."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    name = "koinon.cooperation.awards"
    label = "awards"

    def ready(self) -> None:
        from koinon.cooperation.awards import findings, on_pages, receivers
        from koinon.cooperation.awards.queries import waiting
        from koinon.cooperation.awards.reminders import letters_due
        from koinon.platform.audit.signals import acted
        from koinon.platform.notifications import planners
        from koinon.platform.ui import beside, navigation

        def judges(request: HttpRequest) -> bool:
            reader = request.reader  # type: ignore[attr-defined]
            return "juror" in reader.functions

        def to_score(request: HttpRequest) -> int:
            return waiting(request.reader)  # type: ignore[attr-defined]

        acted.connect(receivers.on_acted, dispatch_uid="awards.frozen")
        navigation.register(_("To score"), "awards:mine", 12, badge=to_score, visible=judges)
        beside.register("calls.call", on_pages.on_call)
        planners.register("awards", letters_due)
        assert findings
