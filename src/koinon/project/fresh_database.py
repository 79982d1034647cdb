"""An empty database is built straight from the models, and every migration is written down as done."""

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether nothing was ever made in it; an empty list of migrations may lie there from a start cut short."""
    recorder = MigrationRecorder(connection)
    return set(connection.introspection.table_names()) <= {recorder.Migration._meta.db_table} and not list(
        recorder.applied_migrations()
    )


def build(connection: BaseDatabaseWrapper) -> None:
    """Make all tables and mark all migrations as applied, in one transaction; then what comes after migrations.

    Migrating from nothing makes Django render the models of the whole house anew for each of several hundred
    steps: half a minute to arrive where the models stand already. A test holds both ways to the same schema.
    """
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    loader = MigrationLoader(connection)
    with connection.schema_editor() as editor:
        for model in _managed():
            editor.create_model(model)
        done = [recorder.Migration(app=app, name=name) for app, name in sorted(loader.disk_migrations)]
        recorder.Migration.objects.using(connection.alias).bulk_create(done)
    emit_post_migrate_signal(0, False, connection.alias, apps=apps, plan=[])


def _managed() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
