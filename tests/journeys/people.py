"""People on record twice, two for each way the journeys are made: a workbook of one sheet."""

import csv
from collections.abc import Sequence
from pathlib import Path

PAIRS = (("Amara", "Okonkwo"), ("Ingrid", "Lindqvist"), ("Paolo", "Marchetti"), ("Yuki", "Tanaka"))


def write_doubles(folder: Path, names: Sequence[str]) -> Path:
    """A folder of CSV with the pairs; their keys are ``<name>-stays`` and ``<name>-goes``."""
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["key", "name", "family", "given", "order"])
        for name, (given, family) in zip(names, PAIRS, strict=True):
            rows.writerow([f"{name}-stays", f"{given} {family}", family, given, "given"])
            rows.writerow([f"{name}-goes", f"{given} Grace {family}", family, f"{given} Grace", "given"])
    return folder
