"""What people hear from accounts: somebody took up an invitation that concerned a person."""

from typing import Any

from django.dispatch import receiver

from koinon.network.people.models import Person
from koinon.platform.accounts.models import User
from koinon.platform.accounts.signals import invitation_accepted
from koinon.platform.audit.commands import act


@receiver(invitation_accepted)
def link_account(user: User, concerns: str, **_kwargs: Any) -> None:
    """The account becomes that of the person, unless either of them has another already."""
    kind, _colon, key = concerns.partition(":")
    person = (
        Person.objects.current().filter(key=key).select_related("account").first()
        if kind == "person"
        else None
    )
    if person is None or (person.account and person.account.is_active):
        return
    if Person.objects.filter(account=user).exists():
        return
    with act("link_account", by=user) as doing:
        doing.change(person, account=user)
