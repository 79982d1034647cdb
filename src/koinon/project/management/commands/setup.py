"""``koinon setup``: everything between installing and serving; safe to run again after every upgrade."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from koinon.project import fresh_database
from koinon.project.warming import load_templates


class Command(BaseCommand):
    help = "Prepares KOINON_HOME: translations, database, cache table, static files and templates."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("messages", verbosity=0)
        if fresh_database.is_empty(connection):
            fresh_database.build(connection)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        load_templates()
        self.stdout.write("Ready.")
