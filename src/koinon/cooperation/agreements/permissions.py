"""What a reader may do with agreements: one predicate for the button, the form and the command."""

from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people import permissions
from koinon.network.people.readers import Reader


def can_see_agreement(reader: Reader, agreement: Agreement) -> bool:
    """Whether the agreement, and with it its parts, is for the reader's eyes."""
    return Agreement.objects.visible_to(reader).filter(pk=agreement.pk).exists()


def can_record_agreement(reader: Reader) -> bool:
    """Whether the reader may enter agreements and change their words, parties and terms."""
    return permissions.can_record(reader)


def can_record_act(reader: Reader, agreement: Agreement) -> bool:
    """Whether the reader may record what was done upon it: approval, signature, amendment, end."""
    return permissions.can_record(reader) and can_see_agreement(reader, agreement)


def can_renew(reader: Reader, agreement: Agreement) -> bool:
    """Whether the reader prepares what becomes of the agreement when its term is over."""
    return permissions.can_record(reader) and can_see_agreement(reader, agreement)


def can_watch_runway(reader: Reader) -> bool:
    """Whether the reader sees what ends soon and what is being prepared: the house's own affair."""
    return permissions.can_record(reader)
