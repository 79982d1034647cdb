"""``koinon match`` as other programs use it: files, statuses, and nothing of the network loaded."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from koinon.project import match_command

FORMAT = (Path(__file__).resolve().parents[2] / "docs" / "pairing-format.md").read_text(encoding="utf-8")


def example(kind: str) -> str:
    """The problem or the answer that the format's page shows."""
    found = re.search(rf"```json {kind}\n(.*?)```", FORMAT, re.DOTALL)
    assert found
    return found.group(1)


@pytest.fixture(autouse=True)
def accelerators_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command spares small problems the accelerators; the other tests of this process shall not notice."""
    monkeypatch.setenv("KOINON_PLAIN", os.environ.get("KOINON_PLAIN", ""))


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    path = tmp_path / "PROBLEM.json"
    path.write_text(example("problem"))
    return path


def test_the_page_of_the_format_tells_the_truth(
    problem: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert match_command.main([str(problem)]) == 0
    told = capfdbinary.readouterr()
    assert told.out.decode() == example("answer")
    assert told.err == b""


def test_the_digest_is_that_of_the_canonical_problem(
    problem: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    import hashlib

    assert match_command.main(["--canonical", str(problem)]) == 0
    canonical = capfdbinary.readouterr().out
    assert hashlib.sha256(canonical).hexdigest() == json.loads(example("answer"))["digest"]


def test_what_cannot_be_used(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(
        '{"format": "koinon-match-1", "left": [{"id": "a", "capacity": -1}], "pairs": [], "mode": "x"}'
    )
    assert match_command.main([str(path)]) == 2
    told = capfdbinary.readouterr()
    assert told.out == b""
    assert b"left[0].capacity: -1 is below 0" in told.err
    assert b"mode:" in told.err


def test_a_mode_that_cannot_take_the_rules(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "stable.json"
    path.write_text(example("problem").replace('"mode": "best"', '"mode": "stable_left"'))
    assert match_command.main([str(path)]) == 2
    assert b"take the mode tradeoff" in capfdbinary.readouterr().err


def test_a_file_that_is_not_there(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert match_command.main([str(tmp_path / "nowhere.json")]) == 2
    assert b"cannot be read" in capfdbinary.readouterr().err


def test_rules_that_cannot_all_hold(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "impossible.json"
    rules = '"rules": [{"rule": "pin", "left": "cn-kmg", "right": "fr-lys"},'
    path.write_text(example("problem").replace('"rules": [', rules))
    assert match_command.main([str(path)]) == 3
    told = capfdbinary.readouterr()
    answer = json.loads(told.out)
    assert (answer["status"], answer["pairs"], answer["total"]) == ("infeasible", [], None)
    assert [relaxed["rule"] for relaxed in answer["relax"]] == [
        {"rule": "pin", "left": "cn-kmg", "right": "fr-lys"}
    ]
    assert told.err.decode().strip() == answer["relax"][0]["why"]


def test_three_who_cannot_be_paired_stably(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Each of three prefers the next: one is always left who is wanted."""
    wishes = [("a", "b", 2, 1), ("b", "c", 2, 1), ("c", "a", 2, 1)]
    pairs = [{"left": a, "right": b, "left_value": x, "right_value": y} for a, b, x, y in wishes]
    pool = [{"id": name} for name in "abc"]
    path = tmp_path / "pool.json"
    path.write_text(
        json.dumps({"format": "koinon-match-1", "left": pool, "pairs": pairs, "mode": "stable_left"})
    )
    assert match_command.main([str(path)]) == 3
    told = capfdbinary.readouterr()
    assert json.loads(told.out)["relax"] == []
    assert b"stable" in told.err


def test_progress_goes_to_stderr(problem: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert match_command.main(["--progress", str(problem)]) == 0
    assert json.loads(capfdbinary.readouterr().out)["status"] == "optimal"


def test_help_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        match_command.main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("stable_left", "leximin", "exit status", "pairing-format.md"))


def test_it_starts_without_django_a_home_or_a_database(problem: Path, tmp_path: Path) -> None:
    program = """
import sys
from koinon.project.cli import main
try:
    main()
finally:
    loaded = {name.split(".")[0] for name in sys.modules}
    assert not loaded & {"django", "numba", "scipy", "ortools"}, loaded
"""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("KOINON", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, "-c", program, "match", "-"],
        input=problem.read_bytes(),
        capture_output=True,
        env=kept | {"HOME": str(tmp_path)},
        check=False,
    )
    assert (done.stderr, done.returncode) == (b"", 0)
    assert done.stdout.decode() == example("answer")
    assert list(tmp_path.iterdir()) == [problem]
