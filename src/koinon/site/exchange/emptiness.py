"""Whether anybody has recorded anything yet; countries and the regions of M49 are there from the start."""

from koinon.network.people.models import Body, Person


def has_records() -> bool:
    """Whether a body or a person is on record."""
    return Body.objects.exists() or Person.objects.exists()
