"""The letters of a round, each in the language of the city it goes to: fill in the profile, answer the proposal."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.pairing.links import token_of
from koinon.cooperation.pairing.models import Profile
from koinon.cooperation.programmes.models import FocalPoint
from koinon.network.people.models import Person, Role
from koinon.network.people.reached import account_mail, language_of_body, mail_on_record
from koinon.platform.notifications.addresses import absolute
from koinon.platform.notifications.letters import Letter, addressed
from koinon.platform.ui import figures
from koinon.platform.ui.addresses import url
from koinon.platform.ui.punctuation import aside


def unique_of(profile: Profile, *, asked: bool) -> str:
    """What names a letter for good: one for each link that was made, and for each of the two questions."""
    return f"pairing-{'answer' if asked else 'call'}/{profile.key}/{profile.link_nonce[:6]}"


def call_letter(profile: Profile, who: Person | None, on: date) -> Letter:
    """Asks a city for its profile: what interests it, what it offers, what it needs."""
    subject = _("What does %(city)s offer, what does it seek? %(round)s")
    text = _(
        "%(city)s is called to “%(round)s”. Say what interests your city, what it offers and what it needs; "
        "from this its partner is found. No account is needed:\n\n%(link)s\n\n"
        "You may write a draft, come back, and send it again until the call closes%(closes)s. "
        "The link is good until %(day)s. Whoever has it answers for the city: keep it to your team."
    )
    return _letter(profile, who, on, (subject, text), asked=False)


def proposal_letter(profile: Profile, who: Person | None, on: date) -> Letter:
    """Asks a city what it says to the partner proposed to it."""
    subject = _("A partner is proposed to %(city)s: %(round)s")
    text = _(
        "A partner is proposed to %(city)s in “%(round)s”, with the reasons. Say yes, say which city you would "
        "rather work with, or say no. No account is needed:\n\n%(link)s\n\nThe link is good until %(day)s."
    )
    return _letter(profile, who, on, (subject, text), asked=True)


def _letter(profile: Profile, who: Person | None, on: date, words: tuple[str, str], *, asked: bool) -> Letter:
    door = "pairing:own-by-link" if asked else "pairing:by-link"
    round_, body = profile.round, profile.participation.body
    said = {
        "city": body.city or body,
        "round": round_,
        "link": absolute(url(door, token=token_of(profile))),
        "day": figures.day(profile.link_until),
        "closes": aside("", figures.day(round_.call_closes)),
    }
    return Letter(
        unique=unique_of(profile, asked=asked),
        address=address_of(profile, who, on),
        language=language_of(profile, who),
        subject=words[0] % said,
        text=addressed(who.display() if who else "", words[1] % said),
        about=("pairing.profile", profile.key),
    )


def in_its_language(profile: Profile, on: date, *, asked: bool) -> Letter:
    """The letter that the round has for a city now."""
    who = reached_through(profile, on)
    with override(language_of(profile, who)):
        return proposal_letter(profile, who, on) if asked else call_letter(profile, who, on)


def reached_through(profile: Profile, on: date) -> Person | None:
    """The focal point of the city on the day, the first on record."""
    points = FocalPoint.objects.filter(participation=profile.participation_id).order_by("id")
    held = points.filter(role__in=Role.objects.holding(on), role__person__isnull=False)
    point = held.select_related("role__person__account").first()
    return point.role.person if point else None


def address_of(profile: Profile, who: Person | None, on: date) -> str:
    """Where the city is written to: its focal point, else its body; nothing where no address is on record."""
    own = (account_mail(who) or mail_on_record(on, person=who.pk)) if who else ""
    return own or mail_on_record(on, body=profile.participation.body_id)


def language_of(profile: Profile, who: Person | None) -> str:
    """The language of the focal point's account, else that of the city."""
    if who and who.account and who.account.language:
        return who.account.language
    return language_of_body(profile.participation.body)
