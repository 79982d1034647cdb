"""The command line: ``koinon`` is Django's own with the rooms' commands beside it."""

import os
import sys
from importlib import import_module

# Commands of the workshops: they start at once, without Django, a home or a database.
WITHOUT_A_NETWORK = {
    "delegation": "koinon.project.delegation_command",
    "match": "koinon.project.match_command",
    "verify-certificate": "koinon.project.verify_certificate_command",
}


def main() -> None:
    """Run the command named by the arguments."""
    workshop = WITHOUT_A_NETWORK.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if workshop:
        sys.exit(import_module(workshop).main(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koinon.project.settings")
    if sys.argv[1:2] == ["serve"]:
        # It only starts others, which load the rooms themselves: no need to wait for that twice.
        from koinon.project.management.commands.serve import Command

        Command().run_from_argv(sys.argv)
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
