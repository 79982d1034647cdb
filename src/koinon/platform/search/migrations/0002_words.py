"""The index over the folded words: FTS5 on SQLite, an inverted index on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_searchentry', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 0', detail='none', prefix='1 2 3')",
    "CREATE TRIGGER search_words_made AFTER INSERT ON search_searchentry BEGIN"
    " INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER search_words_gone AFTER DELETE ON search_searchentry BEGIN"
    " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER search_words_changed AFTER UPDATE ON search_searchentry BEGIN"
    " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);"
    " INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END",
)
# Not to_tsvector: its parser drops Chinese where the database was made with the C locale.
POSTGRESQL = (
    "CREATE INDEX search_words ON search_searchentry USING gin (array_to_tsvector(string_to_array(words, ' ')))",
)


def build(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE search_words" if editor.connection.vendor == "sqlite" else "DROP INDEX search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(build, remove)]
