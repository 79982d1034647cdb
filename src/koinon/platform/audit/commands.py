"""How every change is made: inside an act, which keeps what was before and after and can be undone."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.platform.accounts.models import User
from koinon.platform.audit.models import Change, Entry, Record
from koinon.platform.audit.rewriting import rewrite
from koinon.platform.audit.rows import from_json, refilled, to_json
from koinon.platform.audit.signals import acted, removing, sweeping
from koinon.platform.audit.sweeping import delete, pointers, runs
from koinon.platform.errors import Refused

M = TypeVar("M", bound=models.Model)
R = TypeVar("R", bound=Record)
T = TypeVar("T")
Reporter = Callable[[int, int], None]
TOLD_EVERY = 500
STALE = gettext_lazy(
    "Somebody changed this record while you were editing it. Your entries are kept below; "
    "look at the history, then save again."
)


class Stale(Refused):
    """Somebody else changed the record since it was opened."""


class StillUsed(Refused):
    """The row cannot be removed while another points at it."""

    def __init__(self, row: models.Model, by: models.Model) -> None:
        super().__init__(
            _("“%(label)s” cannot be removed: the %(kind)s “%(user)s” refers to it.")
            % {"label": str(row), "kind": by._meta.verbose_name, "user": str(by)}
        )


class CannotUndo(Refused):
    """The entry cannot be undone as it stands."""


class Act:
    """One command under way: everything it changes is saved and remembered through its methods."""

    def __init__(self, verb: str, by: User | None, note: str = "") -> None:
        self.entry = Entry(verb=verb, by=by, by_name=str(by or ""), note=note)
        self.changes: list[Change] = []
        self._places: set[tuple[str, int]] = set()

    def create(self, row: M) -> M:
        """Save a new row."""
        row.save(force_insert=True)
        self._remember(row, None, to_json(row))
        return row

    def create_all(self, rows: Iterable[M]) -> list[M]:
        """Save many new rows of one kind in few statements."""
        made = list(rows)
        if made:
            type(made[0])._default_manager.bulk_create(made, batch_size=500)
            for row in made:
                self._remember(row, None, to_json(row))
        return made

    def change(self, row: M, /, expected_version: int | None = None, **values: Any) -> M:
        """Set the values and save; raises Stale when the row is no longer of the version that was opened."""
        before = to_json(row)
        for name, value in values.items():
            setattr(row, name, value)
        if to_json(row) == before:
            return row
        if isinstance(row, Record):
            self._claim(row, expected_version)
        row.save(force_update=True)
        self._remember(row, before, to_json(row))
        return row

    def mention(self, row: models.Model) -> None:
        """Keep the act in the history of a row that it concerns, though no column of the row changes."""
        place = row._meta.label_lower, row.pk
        if place not in self._places:
            self._remember(row, state := to_json(row), state)

    def change_all(self, changes: Iterable[tuple[R, dict[str, Any]]]) -> list[R]:
        """Set values on many records of one kind in few statements; raises Stale as ``change`` does."""
        changed: list[R] = []
        columns: set[str] = {"version"}
        for row, values in changes:
            before = to_json(row)
            for name, value in values.items():
                setattr(row, name, value)
            if to_json(row) != before:
                after = refilled(row)
                columns |= {name for name in after if after[name] != before[name]}
                changed.append(row)
                self._remember(row, before, after | {"version": row.version + 1})
        if changed:
            _claim_all(changed)
            fields = type(changed[0])._meta.concrete_fields
            rewrite(changed, sorted(field.name for field in fields if field.attname in columns))
        return changed

    def remove(self, row: models.Model) -> None:
        """Delete the row, and first the rows that hang on it, each remembered.

        Raises StillUsed where a row that may not fall with it points at it.
        """
        removing.send(sender=Act, doing=self, row=row)
        for dependent in dependents(row):
            self.remove(dependent)
        for pointer, name in let_go(row):
            self.change(pointer, **{name: None})
        self._remember(row, to_json(row), None)
        try:
            row.delete()
        except (ProtectedError, RestrictedError) as used:
            raise StillUsed(row, next(iter(_protected(used)))) from used

    def forget(self, row: models.Model, label: str) -> None:
        """Remember the row as removed; whoever calls this deletes it. The label is told, not asked for."""
        self._remember(row, to_json(row), None, label)

    def about(self, subject: object) -> None:
        """Say in the reader's words what this act is about (otherwise the first row it touches)."""
        self.entry.subject = str(subject)[:254]

    def write(self) -> Entry:
        """Keep the entry and its changes. An act that changed nothing leaves no trace."""
        if not self.changes:
            return self.entry
        self.entry.moment = timezone.now()
        self.entry.subject = self.entry.subject or self.changes[0].label
        self.entry.save()
        for change in self.changes:
            change.entry = self.entry
        Change.objects.bulk_create(self.changes, batch_size=500)
        acted.send(sender=Act, entry=self.entry, touched=self.touched)
        return self.entry

    @property
    def touched(self) -> dict[str, list[int]]:
        """The ids this act touched, by kind."""
        found: dict[str, list[int]] = {}
        for change in self.changes:
            found.setdefault(change.kind, []).append(change.object_id)
        return found

    def _claim(self, row: Record, expected: int | None) -> None:
        """Take the next version of the row, unless somebody else was faster."""
        seen = expected if expected is not None else row.version
        claimed = type(row)._default_manager.filter(pk=row.pk, version=seen).update(version=seen + 1)
        if not claimed:
            raise Stale(STALE)
        row.version = seen + 1

    def _remember(
        self,
        row: models.Model,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        label: str | None = None,
    ) -> None:
        told = str(row)[:254] if label is None else label
        self._places.add((row._meta.label_lower, row.pk))
        self.changes.append(
            Change(kind=row._meta.label_lower, object_id=row.pk, label=told, before=before, after=after)
        )


@contextmanager
def act(verb: str, *, by: User | None, note: str = "") -> Iterator[Act]:
    """Open an act in one transaction; left in peace it writes its entry, an exception undoes everything."""
    with transaction.atomic():
        doing = Act(verb, by, note)
        yield doing
        doing.write()


def undo(entry: Entry, *, by: User | None, report: Reporter | None = None) -> Entry:
    """Put back what the entry changed, newest change first: columns it set, rows it made or removed.

    Columns of the same rows that others have changed since stay as they are. Raises CannotUndo where what
    the entry wrote no longer stands, where others hung rows on a row it made, or where it was undone already.
    """
    with act("undo", by=by) as doing:
        Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if Entry.objects.filter(undoes=entry).exists():
            raise CannotUndo(_("This has been undone already."))
        changes = list(entry.changes.order_by("-id"))
        refuse_if_overtaken(changes)
        try:
            with transaction.atomic():
                _put_all_back(doing, changes, report)
        except IntegrityError as impossible:
            raise CannotUndo(
                _("What was there before no longer fits with what is there now.")
            ) from impossible
        doing.entry.undoes = entry
        doing.about(entry.subject)
    return doing.entry


def _put_all_back(doing: Act, changes: list[Change], report: Reporter | None) -> None:
    """Newest first; rows made one after the other are unmade together."""
    done = 0
    for made, some in runs(changes):
        for change in _unmade(doing, some) if made else some:
            if not made:
                _put_back(doing, change)
            done += 1
            if report and (done % TOLD_EVERY == 0 or done == len(changes)):
                report(done, len(changes))


def _unmade(doing: Act, made: list[Change]) -> Iterator[Change]:
    """Remove rows that were made one after the other; refused where others hung something on them since."""
    rows = rows_behind((change.kind, change.object_id) for change in made)
    gone: dict[type[models.Model], set[int]] = {}
    for row in rows.values():
        gone.setdefault(type(row), set()).add(row.pk)
    sweeping.send(sender=Act, doing=doing, gone=gone)
    for one in pointers(gone):
        if one.on_delete is models.SET_NULL:
            doing.change(one.row, **{one.name: None})
        elif one.on_delete is models.CASCADE:
            raise CannotUndo(
                _("“%(label)s” has since been recorded with it; remove that first.") % {"label": str(one.row)}
            )
        else:
            raise StillUsed(one.target, one.row)
    for change in made:
        if (going := rows.get((change.kind, change.object_id))) is not None:
            doing.forget(going, change.label)
        yield change
    delete(gone)


def _put_back(doing: Act, change: Change) -> None:
    model = apps.get_model(change.kind)
    assert change.before is not None  # what was made is unmade together
    if change.after is None:
        doing.create(from_json(model, change.before))
    else:
        row = model._default_manager.get(pk=change.object_id)
        old = from_json(model, change.before)
        doing.change(row, **{name: getattr(old, name) for name in written(change) if hasattr(old, name)})
        if not written(change):
            doing.mention(row)


def refuse_if_overtaken(changes: list[Change]) -> None:
    """Raise CannotUndo unless everything the changes (newest first) wrote still stands as they wrote it."""
    last: dict[tuple[str, int], Change] = {}
    columns: dict[tuple[str, int], set[str]] = {}
    for change in changes:
        place = change.kind, change.object_id
        last.setdefault(place, change)
        columns.setdefault(place, set()).update(written(change))
    rows = rows_behind(last)
    for place, change in last.items():
        row = rows.get(place)
        if (row is None) != (change.after is None) or (
            row is not None and not stands(change.after or {}, row, columns[place])
        ):
            raise CannotUndo(
                _("“%(label)s” has been changed since; undo that first.") % {"label": change.label}
            )


def written(change: Change) -> list[str]:
    """The columns a change wrote; the version only counts."""
    return [name for name, _before, _after in change.differences if name != "version"]


def stands(after: dict[str, Any], row: models.Model, columns: Iterable[str]) -> bool:
    """Whether these columns hold in the row what was written into them."""
    left = from_json(type(row), after)
    return all(getattr(left, name) == getattr(row, name) for name in columns if hasattr(row, name))


def rows_behind(places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], models.Model]:
    """The rows of these kinds and ids as they are now; a statement for each kind and thousand."""
    ids: dict[str, list[int]] = {}
    for kind, object_id in places:
        ids.setdefault(kind, []).append(object_id)
    return {
        (kind, row.pk): row
        for kind, wanted in ids.items()
        for part in batched(wanted)
        for row in apps.get_model(kind)._default_manager.filter(pk__in=part)
    }


def batched(ids: list[T], size: int = 1000) -> Iterator[list[T]]:
    """The ids, or whatever it is, in portions that any database takes in one statement."""
    return (ids[first : first + size] for first in range(0, len(ids), size))


def _claim_all(rows: list[R]) -> None:
    """Take the next version of every row, in this transaction, unless somebody else was faster."""
    model = type(rows[0])
    now: dict[int, int] = {}
    for part in batched([row.pk for row in rows]):
        now |= dict(
            model._default_manager.select_for_update().filter(pk__in=part).values_list("pk", "version")
        )
    if any(now.get(row.pk) != row.version for row in rows):
        raise Stale(STALE)
    for row in rows:
        row.version += 1


def _relations(row: models.Model, on_delete: object) -> Iterator[tuple[type[models.Model], str]]:
    """Models whose foreign key to the row's model says so, with the name of the key; hidden relations too."""
    for relation in row._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is on_delete:
            yield relation.related_model, relation.field.name


def dependents(row: models.Model) -> Iterator[models.Model]:
    """The rows that would fall with this one: those whose foreign key to it says CASCADE."""
    for model, name in _relations(row, models.CASCADE):
        yield from model._default_manager.filter(**{name: row})


def let_go(row: models.Model) -> Iterator[tuple[models.Model, str]]:
    """The rows that would lose their foreign key to this one: those that say SET_NULL."""
    for model, name in _relations(row, models.SET_NULL):
        for pointer in model._default_manager.filter(**{name: row}):
            yield pointer, name


def _protected(used: ProtectedError | RestrictedError) -> Iterable[models.Model]:
    return used.protected_objects if isinstance(used, ProtectedError) else used.restricted_objects
