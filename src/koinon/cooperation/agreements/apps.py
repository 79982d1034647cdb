"""Agreements, the acts upon them, what was promised and the evidence."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "koinon.cooperation.agreements"
    label = "agreements"
