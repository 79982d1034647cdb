"""Which kinds of record are expected to rest on a document: each room names its own."""

from koinon.platform.audit.models import Record

_expected: dict[str, type[Record]] = {}


def expect_sources(*models: type[Record]) -> None:
    """Have records of these models found where no document supports them; called in ``findings.py``."""
    _expected.update((model.record_kind(), model) for model in models)


def expected() -> list[type[Record]]:
    """The models of which sources are expected, by kind."""
    return [_expected[kind] for kind in sorted(_expected)]
