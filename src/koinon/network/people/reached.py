"""How somebody is written to: the account where there is one, else the mail address on record, and the language."""

from __future__ import annotations

from datetime import date

from babel.languages import get_official_languages
from django.conf import settings

from koinon.network.people.models import Body, ContactDetail, Person


def account_mail(who: Person | None) -> str:
    """The address of the account of a person that may still sign in; nothing for whoever has none."""
    account = who.account if who else None
    return account.email if account and account.is_active else ""


def language_of(who: Person | None) -> str:
    """The language of the account; for whoever has none, that of the site."""
    return (who.account.language if who and who.account else "") or settings.LANGUAGE_CODE


def language_of_body(body: Body) -> str:
    """The first language of its country that the site speaks; an office has the city of what it belongs to."""
    city = body.city or (body.parent.city if body.parent else None)
    official = get_official_languages(city.country.alpha2, de_facto=True) if city and city.country else ()
    spoken = {code.partition("-")[0]: code for code, _name in settings.LANGUAGES}
    return next((spoken[one] for one in official if one in spoken), settings.LANGUAGE_CODE)


def mail_on_record(on: date, *, person: int | None = None, body: int | None = None) -> str:
    """The first mail address still kept of a person or of a body, by its id; nothing where none is on record."""
    if person is None and body is None:
        return ""
    kept = ContactDetail.objects.kept(on).filter(means="email").order_by("id")
    found = kept.filter(person=person) if person is not None else kept.filter(body=body)
    return next(iter(found.values_list("value", flat=True)[:1]), "")
