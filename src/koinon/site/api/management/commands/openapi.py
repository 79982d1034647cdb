"""``koinon openapi``: the description of the machine interface on standard output."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from koinon.site.api.interface import api


class Command(BaseCommand):
    help = "Prints the OpenAPI description of the machine interface."

    def handle(self, *args: Any, **options: Any) -> None:
        described = api.get_openapi_schema(path_prefix="/api/v1/")
        self.stdout.write(json.dumps(described, indent=1, sort_keys=True, default=str))
