"""How a pair is doing: the signs of its health, and what either side says of the ten principles."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "koinon.cooperation.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from koinon.cooperation.evaluation import on_pages
        from koinon.cooperation.evaluation.permissions import has_pairs
        from koinon.platform.ui import beside, navigation

        def sees(request: HttpRequest) -> bool:
            return has_pairs(request.reader)  # type: ignore[attr-defined]

        navigation.register(_("Pair health"), "evaluation:pairs", 56, place="more", visible=sees)
        beside.register("agreements.agreement", on_pages.on_agreement)
