"""The size walls and the forbidden names of the house; run as a program it lists every breach and fails."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

SRC = Path(__file__).resolve().parents[1] / "src" / "koinon"
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES, PARAMETERS = 400, 60, 250, 7
FORBIDDEN = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "core",
    "services",
    "service",
    "managers",
}


def breaches(root: Path = SRC) -> Iterator[str]:
    """Every breach of the law of the house under the root, in words."""
    for path in sorted(root.rglob("*")):
        if "migrations" in path.parts or "__pycache__" in path.parts:
            continue
        if path.stem in FORBIDDEN and path.suffix in {".py", ".html", ""}:
            yield f"{path}: the name says nothing of what is inside"
        if path.suffix == ".py":
            yield from of_module(path)
        if path.suffix == ".html":
            yield from too_long(path, TEMPLATE_LINES)


def too_long(path: Path, wall: int) -> Iterator[str]:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > wall:
        yield f"{path}: {lines} lines (wall {wall})"


def of_module(path: Path) -> Iterator[str]:
    yield from too_long(path, FILE_LINES)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if tree.body and not ast.get_docstring(tree):
        yield f"{path}: no sentence at its head"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from of_function(path, node)


def of_function(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if lines > FUNCTION_LINES:
        yield f"{path}:{node.lineno} {node.name}: {lines} lines (wall {FUNCTION_LINES})"
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    count = len([argument for argument in given if argument.arg not in {"self", "cls"}])
    if count > PARAMETERS:
        yield f"{path}:{node.lineno} {node.name}: {count} parameters (wall {PARAMETERS})"


if __name__ == "__main__":
    found = list(breaches())
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.exit(bool(found))
