"""A home as the journeys need it, for whoever prepares one ahead: ``python -m tests.journeys.prepared FOLDER``."""

import sys
import tempfile
from pathlib import Path

from tests.journeys.home import prepare
from tests.journeys.people import write_doubles
from tests.journeys.walking import WAYS


def prepare_for_journeys(home: Path) -> None:
    """The demonstration network, with people on record twice for each way."""
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        prepare(home, write_doubles(Path(folder), [way.name for way in WAYS]))


if __name__ == "__main__":
    prepare_for_journeys(Path(sys.argv[1]))
