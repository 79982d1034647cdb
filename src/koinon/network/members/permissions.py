"""What a reader may do about the network itself."""

from koinon.network.members.models import HomeNetwork
from koinon.network.people.readers import Reader


def can_found(reader: Reader) -> bool:
    """Whether the reader may say whose register this is: the secretariat, until it has been said."""
    return reader.is_secretariat and not HomeNetwork.objects.exists()
