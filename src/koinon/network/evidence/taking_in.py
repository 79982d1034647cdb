"""A file as it is taken in: named, typed by what it is and fingerprinted, then laid down as a version of a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, cast

from django.core.files import File

from koinon.network.evidence.documents import Document, DocumentVersion
from koinon.network.evidence.uploads import bare_name, media_type_of
from koinon.platform.accounts.models import User


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that may come in. ``sha256`` is in hexadecimal digits."""

    file: File[bytes]
    name: str
    media_type: str
    sha256: str

    def version_of(
        self, document: Document, number: int, *, moment: datetime, by: User | None = None
    ) -> DocumentVersion:
        """It as a version that is not saved yet; what lies in the store is not stored twice. One statement."""
        twin = DocumentVersion.objects.filter(sha256=self.sha256).order_by("id").first()
        return DocumentVersion(
            key=f"{document.key[:100].rstrip('-.')}.v{number}",
            document=document,
            number=number,
            file=twin.file.name if twin else self.file,
            filename=self.name,
            media_type=self.media_type,
            size=self.file.size,
            sha256=self.sha256,
            added_at=moment,
            added_by=by,
        )


def taken(file: File[bytes]) -> Taken:
    """The file, looked into. Raises FileRefused for what is too large, not what it says, or unsafe."""
    name = bare_name(file.name or "")
    media_type = media_type_of(cast("BinaryIO", file), name, file.size)
    return Taken(file, name, media_type, sha256_of(file))


def sha256_of(file: File[bytes]) -> str:
    """The digest of a file, read in portions; it is left at its start."""
    digest = sha256()
    file.seek(0)
    for portion in file.chunks():
        digest.update(portion)
    file.seek(0)
    return digest.hexdigest()
