"""What must not be kept is taken out of the history too: the change stays, the words in it go."""

from collections.abc import Collection, Iterable

from koinon.platform.audit.commands import batched
from koinon.platform.audit.models import Change
from koinon.platform.audit.rewriting import rewrite


def erase(kind: str, ids: Iterable[int], columns: Collection[str]) -> int:
    """Blank these columns in every change of these rows, and the labels; how many changes it touched.

    What was erased cannot be undone: the row no longer stands as its changes tell.
    """
    touched: list[Change] = []
    for part in batched(list(ids)):
        for change in Change.objects.filter(kind=kind, object_id__in=part):
            change.before = _blanked(change.before, columns)
            change.after = _blanked(change.after, columns)
            change.label = ""
            touched.append(change)
    rewrite(touched, ["before", "after", "label"])
    return len(touched)


def _blanked(row: dict[str, object] | None, columns: Collection[str]) -> dict[str, object] | None:
    if row is None:
        return None
    return {
        name: ("" if isinstance(value, str) else None) if name.removesuffix("_id") in columns else value
        for name, value in row.items()
    }
