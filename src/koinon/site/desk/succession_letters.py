"""The letter about a role that fell with another: to whoever has the body in the portfolio."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.network.members.portfolio_queries import Carer, carers_of
from koinon.network.people.models import Body
from koinon.network.people.reached import account_mail, language_of
from koinon.network.people.succession import Fallen, fallen_roles
from koinon.platform.notifications.addresses import absolute
from koinon.platform.notifications.letters import Letter, addressed
from koinon.platform.ui.addresses import url
from koinon.platform.ui.punctuation import listed


def plan_succession_letters(on: date) -> list[tuple[Letter, date]]:
    """One letter for each role and each who cares for the body of its holder: a fixed number of statements."""
    fallen = fallen_roles(on)
    bodies = {body for one in fallen for body in concerned(one)}
    with_parents = dict(Body.objects.filter(pk__in=bodies).values_list("pk", "parent")) if bodies else {}
    above = {parent for parent in with_parents.values() if parent}
    carers = carers_of(bodies | above, on) if bodies else []
    return [(letter, on) for one in fallen for letter in _letters(one, carers, with_parents)]


def concerned(one: Fallen) -> set[int]:
    """The bodies a fallen role concerns: where it was held, for whom, and of which the other post is."""
    role = one.role
    carrier = role.post.by_virtue_of.body_id if role.post and role.post.by_virtue_of else None
    return {body for body in (role.of_id, role.sits_for_id, role.holder_id, carrier) if body}


def _letters(one: Fallen, carers: list[Carer], parents: dict[int, int | None]) -> Iterator[Letter]:
    bodies = concerned(one)
    bodies |= {parent for body in bodies if (parent := parents.get(body))}
    people = {carer.person.pk: carer.person for carer in carers if carer.body_id in bodies}
    for person in people.values():
        with override(language_of(person)):
            role = one.role
            said = {"who": role.person or role.holder, "role": role, "body": role.of}
            names = listed(*(row.person or row.holder for row in one.successors))
            following = _("The post it stood on is now held by %(names)s.") % {"names": names}
            yield Letter(
                unique=f"succession/{role.key}/{person.key}",
                address=account_mail(person),
                language=language_of(person),
                subject=_("%(who)s is no longer %(role)s of %(body)s, it seems") % said,
                text=addressed(
                    person.display(),
                    _("The role fell with the post it was held by virtue of, and no end is on record."),
                    following if names else _("Nobody on record holds that post now."),
                    _("Please look, and write down the end:"),
                    absolute(url("desk:successions")),
                ),
                about=("people.role", role.key),
            )
