"""The index over the folded words, in the database's own way: FTS5 on SQLite, an inverted index on PostgreSQL."""

from typing import Any

from django.db import connections

SQLITE = (
    (
        "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(words, content='search_searchentry',"
        " content_rowid='id', tokenize='unicode61 remove_diacritics 0', detail='none', prefix='1 2 3')"
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS search_words_made AFTER INSERT ON search_searchentry BEGIN"
        " INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END"
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS search_words_gone AFTER DELETE ON search_searchentry BEGIN"
        " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words); END"
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS search_words_changed AFTER UPDATE ON search_searchentry BEGIN"
        " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);"
        " INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END"
    ),
)
# Not to_tsvector: its parser drops Chinese where the database was made with the C locale.
POSTGRESQL = (
    (
        "CREATE INDEX IF NOT EXISTS search_words ON search_searchentry"
        " USING gin (array_to_tsvector(string_to_array(words, ' ')))"
    ),
)


def build_index(using: str = "default", **more: Any) -> None:
    """Make what is not there yet, after every migration: hears ``post_migrate``."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)
