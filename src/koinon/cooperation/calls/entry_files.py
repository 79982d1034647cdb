"""Files of entries: taken in by what they are, kept under a name that tells nothing, given out to be saved only."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from koinon.cooperation.calls.entry_beginning import BY_LINK
from koinon.cooperation.calls.entry_commands import draft_of, locked_for
from koinon.cooperation.calls.entry_fields import MOST_FILES
from koinon.cooperation.calls.models import Entry, EntryFile, FieldKind, FormField
from koinon.network.evidence.taking_in import taken
from koinon.network.evidence.uploads import FileRefused, bare_name
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act

MEGABYTE = 1024 * 1024
MOST_OF_AN_ENTRY = 40


def add_file(
    entry: Entry, question: FormField, file: File[bytes], *, by: Reader, moment: datetime
) -> EntryFile:
    """Take a file into the draft. Raises FileRefused for what is too large, not what it says, or unsafe."""
    name = bare_name(file.name or "")
    if question.limit and file.size > question.limit * MEGABYTE:
        raise FileRefused(
            _("“%(name)s” has %(size)s MB; %(most)s MB are the most here.")
            % {"name": name, "size": -(-file.size // MEGABYTE), "most": question.limit}
        )
    told = taken(file)
    with transaction.atomic():
        locked_for(entry, by, moment)
        draft = draft_of(entry)
        listed = list(draft.values.get(f"q{question.pk}") or [])
        there: EntryFile | None = entry.files.filter(pk__in=listed, sha256=told.sha256).first()
        if question.kind != FieldKind.FILE or question.call_id != entry.call_id:
            raise FileRefused(_("This question takes no file."))
        if there:
            return there
        if len(listed) >= MOST_FILES or entry.files.count() >= MOST_OF_AN_ENTRY:
            raise FileRefused(_("%(most)s files are the most here.") % {"most": MOST_FILES})
        with act("add_entry_file", by=by.user, note="" if by.user else BY_LINK) as doing:
            made = doing.create(
                EntryFile(
                    key=f"f-{secrets.token_hex(8)}", entry=entry, field=question, file=file, name=told.name,
                    media_type=told.media_type, size=file.size, sha256=told.sha256,
                )
            )  # fmt: skip
        draft.values[f"q{question.pk}"] = [*listed, str(made.pk)]
        draft.save(update_fields=["values"])
        Entry.objects.filter(pk=entry.pk).update(saved_at=moment)
        return made


def drop_file(entry: Entry, key: str, *, by: Reader, moment: datetime) -> None:
    """Take a file out of the draft; what was handed in already goes when the entry is sent again."""
    with transaction.atomic():
        locked_for(entry, by, moment)
        draft = draft_of(entry)
        found = entry.files.filter(key=key).first()
        if found is None:
            return
        name = f"q{found.field_id}"
        draft.values[name] = [one for one in draft.values.get(name) or [] if one != str(found.pk)]
        draft.save(update_fields=["values"])
        if not found.handed_in:
            with act("remove_entry_file", by=by.user, note="" if by.user else BY_LINK) as doing:
                doing.remove(found)
            stored = found.file
            transaction.on_commit(lambda: stored.storage.delete(stored.name))


def send_file(file: EntryFile, name: str = "") -> FileResponse:
    """The file, to be saved and not to be shown, under its own name or another that tells less; run by no browser."""
    try:
        opened = file.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    media_type = "application/octet-stream" if file.media_type == "text/html" else file.media_type
    answer = FileResponse(
        opened,
        as_attachment=True,
        filename=name or file.name,
        content_type=media_type or "application/octet-stream",
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
