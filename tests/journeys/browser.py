"""Finds Chromium; run as a program it says whether the journeys can be made (exit status 3 where not)."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The path of a Chromium on this machine: the one KOINON_CHROMIUM names, or the first found."""
    named = os.environ.get("KOINON_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


if __name__ == "__main__":
    if chromium() is None:
        sys.stdout.write(
            "Chromium was not found: the browser journeys are left out (install chromium to run them).\n"
        )
        sys.exit(3)
