"""``koinon badge-key``: the keys that sign badges; with ``--rotate`` a new one signs from now on."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Lists the public keys of this register's badges. Badges signed with an earlier key stay genuine."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rotate", action="store_true", help="let a new key sign from now on")

    def handle(self, *args: Any, **options: Any) -> None:
        from koinon.cooperation.learning import badge_keys
        from koinon.cooperation.learning.badges import did_of

        if options["rotate"]:
            badge_keys.rotate(settings.HOME)
        now, *earlier = badge_keys.published(settings.HOME)
        self.stdout.write(f"{did_of(settings.SITE_ADDRESS)}#{now.name}  signs now")
        for key in earlier:
            self.stdout.write(f"{did_of(settings.SITE_ADDRESS)}#{key.name}  signed before")
