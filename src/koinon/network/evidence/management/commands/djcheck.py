"""``koinon djcheck``: Django's own check of settings and code, whose name the findings took."""

from django.core.management.commands.check import Command

__all__ = ["Command"]
