"""The index: one row per record with its folded words, and the neighbours of each word for slips of the keyboard."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SearchEntry(models.Model):
    """A record as search knows it. ``words`` is what is matched; ``label`` and ``hint`` are what is shown.

    The hint has a line in English, and one for each other language in which it reads otherwise: tag, tab, words.

    The table has an index of the database's own over ``words`` (see ``tables``): FTS5 on SQLite,
    an inverted index on PostgreSQL.
    """

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=254)
    hint = models.TextField(blank=True)
    href = models.CharField(max_length=300)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="indexed_once")]
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return self.label


class Spelling(models.Model):
    """A word of the index, under itself and under each form with one letter left out (SymSpell, Garbe 2012).

    Two words that are one slip apart share such a form, so a misspelt word is found by equality alone.
    """

    form = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    objects: ClassVar[models.Manager[Spelling]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "word"], name="spelling_once")]

    def __str__(self) -> str:
        return f"{self.form} → {self.word}"
