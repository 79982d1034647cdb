"""Who may record money, and who is a funder."""

from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_record_money(reader: Reader) -> bool:
    """Whether the reader may enter pledges, grants and payments: the secretariat and its portfolio managers."""
    return can_record(reader)


def can_freeze(reader: Reader) -> bool:
    """Whether the reader may freeze and sign a money line."""
    return can_record(reader)


def is_funder(reader: Reader) -> bool:
    """Whether the reader speaks for a funder, and so sees what the bodies it works for fund."""
    return "funder" in reader.functions and bool(reader.bodies)
