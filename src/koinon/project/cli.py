"""The command line: ``koinon`` is Django's own with the rooms' commands beside it."""

import gc
import os
import sys
from importlib import import_module

# Commands of the workshops: they start at once, without Django, a home or a database.
WITHOUT_A_NETWORK = {
    "delegation": "koinon.project.delegation_command",
    "match": "koinon.project.match_command",
    "verify-certificate": "koinon.project.verify_certificate_command",
}

# What SQLite and PostgreSQL say of a table that is not there.
NOT_SET_UP = "no such table", "does not exist"


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
    # Loading the rooms makes many objects that all stay: looking for rubbish among them so often only takes time.
    gc.set_threshold(50_000, 20, 20)
    _run_command()


def _run_command() -> None:
    """One of Django's or of a room's. A home without tables is no riddle to be told in a traceback."""
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError) as trouble:
        if "--traceback" in sys.argv or not any(words in str(trouble) for words in NOT_SET_UP):
            raise
        sys.exit(f"Nothing is set up here yet ({str(trouble).splitlines()[0]}): run koinon setup first.")


if __name__ == "__main__":
    main()
