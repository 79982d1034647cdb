"""``koinon setup``: everything between installing and serving; safe to run again after every upgrade."""

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from koinon.project import fresh_database
from koinon.project.warming import load_templates


def form_of_index() -> set[str]:
    """The migrations of the search index that this database has had: where they change, what it holds is written anew."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {name for app, name in applied if app == "search"}


class Command(BaseCommand):
    help = "Prepares KOINON_HOME: translations, database, cache table, static files and templates."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("messages", verbosity=0)
        if fresh_database.is_empty(connection):
            fresh_database.build(connection)
        form = form_of_index()
        call_command("migrate", verbosity=0)
        if form_of_index() != form:
            call_command("reindex", stdout=StringIO())
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        load_templates()
        self.stdout.write("Ready.")
