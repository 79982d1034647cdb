"""The index: one folded text per record, beside the words it was made of."""

from django.db import models


class SearchEntry(models.Model):
    """A record as search knows it. ``folded`` is what is matched; ``label`` and ``hint`` are what is shown."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=254)
    hint = models.CharField(max_length=254, blank=True)
    names = models.TextField(blank=True)
    folded = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="indexed_once")]

    def __str__(self) -> str:
        return self.label
