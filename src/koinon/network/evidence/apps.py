"""Documents, citations to a place in them, and the findings inbox."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "koinon.network.evidence"
    label = "evidence"
