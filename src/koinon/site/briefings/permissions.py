"""Who may have papers printed."""

from koinon.network.people.readers import Reader


def can_brief(reader: Reader) -> bool:
    """Whoever signed in: a paper says only what its reader may see, but it is made for those who work here."""
    return not reader.is_public
