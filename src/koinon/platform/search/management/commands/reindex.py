"""``koinon reindex``: writes the search index anew; `koinon setup` does it where an upgrade asks for it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from koinon.platform.search.indexing import index, registered
from koinon.platform.search.models import Spelling


class Command(BaseCommand):
    help = "Writes the search index anew from the record."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            Spelling.objects.all().delete()
            for kind in sorted(registered()):
                self.stdout.write(f"{kind}: {index(kind)}")
