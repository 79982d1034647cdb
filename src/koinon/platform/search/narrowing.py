"""Narrowing a list by words: the same index as the search box, inside the list's own statement."""

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from koinon.platform.audit.models import Record
from koinon.platform.folding import bigrams, fold
from koinon.platform.search.asking import MOST_WORDS, query

IDS = {
    "sqlite": (
        "SELECT object_id FROM search_searchentry WHERE kind = %s"
        " AND id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)"
    ),
    "postgresql": (
        "SELECT object_id FROM search_searchentry WHERE kind = %s"
        " AND array_to_tsvector(string_to_array(words, ' ')) @@ %s::tsquery"
    ),
}


def named_like(model: type[Record], words: str, path: str = "pk") -> Q:
    """The condition that the record at ``path`` has words that begin with every one of those typed.

    Without accents, in any script and by pinyin; where the words hold no letter, nothing fits.
    """
    asked = bigrams(fold(words))[:MOST_WORDS]
    if not asked:
        return Q(pk__in=())
    wanted = query([[word] for word in asked], unfinished=True)
    return Q(**{f"{path}__in": RawSQL(IDS[connection.vendor], (model.record_kind(), wanted))})  # noqa: S611
