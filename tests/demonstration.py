"""The demonstration network, loaded through the same door as any workbook."""

from pathlib import Path

from django.core.management import call_command

DEMO = Path(__file__).resolve().parents[1] / "demo"


def load_demonstration() -> None:
    """Import the folder demo/ and let the rules look at it, as ``koinon import`` does."""
    call_command("import", str(DEMO), verbosity=0)
