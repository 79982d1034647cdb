"""What agreements are called in the reader's language: by their titles."""

from koinon.cooperation.agreements.papers import AgreementTitle
from koinon.cooperation.agreements.terms import Agreement
from koinon.platform.recording.tongues import Naming, register


def first(title: AgreementTitle) -> int:
    """An agreement has one title in each language."""
    return 0


def register_names() -> None:
    """Called when the room is ready."""
    register(Naming(Agreement, AgreementTitle, "agreement", first))
