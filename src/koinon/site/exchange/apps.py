"""The workbook: import with a dry run, export, and undo."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "koinon.site.exchange"
    label = "exchange"
