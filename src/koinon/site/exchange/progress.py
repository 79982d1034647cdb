"""How far an import is: the platform's progress, under the name this room has always used."""

from koinon.platform.recording.progress import (
    Beat,
    Progress,
    ProgressLine,
    Stopped,
    ask_to_stop,
    forget,
    last_beat,
    progress_path,
    stop_path,
)

__all__ = [
    "Beat",
    "Progress",
    "ProgressLine",
    "Stopped",
    "ask_to_stop",
    "forget",
    "last_beat",
    "progress_path",
    "stop_path",
]
