"""Labs and urban innovation communities."""

from django.apps import AppConfig


class LabsConfig(AppConfig):
    name = "koinon.cooperation.labs"
    label = "labs"
