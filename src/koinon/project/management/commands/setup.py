"""``koinon setup``: everything between installing and serving; safe to run again after every upgrade."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Prepares KOINON_HOME: translations, database, cache table and static files."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("messages", verbosity=0)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write("Ready.")
