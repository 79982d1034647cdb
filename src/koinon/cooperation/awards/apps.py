"""Who judges a call: panels, phases, conflicts of interest, scores, deliberation and the result."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "koinon.cooperation.awards"
    label = "awards"
