"""Programmes, their editions, and who takes part in them."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "koinon.cooperation.programmes"
    label = "programmes"
