"""What may be done to accounts: inviting, accepting, choosing a language, signing out elsewhere."""

import secrets
from copy import copy
from datetime import datetime, timedelta
from smtplib import SMTPException

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from koinon.platform.accounts import letters
from koinon.platform.accounts.models import Invitation, User
from koinon.platform.accounts.queries import SIGNER, account_of
from koinon.platform.accounts.signals import invitation_accepted
from koinon.platform.accounts.tokens import digest_of
from koinon.platform.errors import Refused

LAPSES_AFTER = timedelta(days=14)


class MailNotSent(Refused):
    """The letter could not be handed to the mail server."""


class NoLongerOpen(Refused):
    """The invitation was taken up, has lapsed, or was replaced by a newer one."""


class NotYours(Refused):
    """The address has an account, and another one is signed in, or none."""


class WeakPassword(Refused):
    """The password is too easily guessed."""


def invite(
    email: str, *, by: User | None, concerns: str = "", language: str = "", moment: datetime, site: str
) -> Invitation:
    """Send one address a link that opens an account, once; an older link for the same is void from now on.

    The answer is the same whether or not the address has an account. ``site`` is the address of this
    site, such as ``https://koinon.example/``; only the digest of the secret in the link is kept.
    """
    email, secret = email.strip().lower(), SIGNER.sign(secrets.token_urlsafe(24))
    with transaction.atomic():
        pending = Invitation.objects.filter(email=email, concerns=concerns, accepted_at=None)
        pending.filter(lapses_at__gt=moment).update(lapses_at=moment)
        invitation = Invitation.objects.create(
            email=email,
            digest=digest_of(secret),
            language=language or settings.LANGUAGE_CODE,
            invited_by=by,
            invited_at=moment,
            lapses_at=moment + LAPSES_AFTER,
            concerns=concerns,
        )
    # Outside the transaction: a slow mail server must not hold the database.
    try:
        _send(invitation, site.rstrip("/") + reverse("accounts:invitation", kwargs={"secret": secret}))
    except (OSError, SMTPException) as failed:
        invitation.delete()
        raise MailNotSent(
            _("The mail server did not take the letter. Nothing was sent; try again.")
        ) from failed
    return invitation


def _send(invitation: Invitation, link: str) -> None:
    with translation.override(invitation.language):
        letter = letters.invitation(link, invitation.lapses_at)
        subject, text = letter.subject, letter.text
    send_mail(subject, text, None, [invitation.email])


def accept_invitation(
    invitation: Invitation, *, password: str = "", by: User | None, moment: datetime
) -> User:
    """Take up an invitation: with a new account, or with the signed-in one that has this address already."""
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if not invitation.is_open(moment):
            raise NoLongerOpen(_("This invitation can no longer be used."))
        user = account_of(invitation.email)
        if user is None:
            user = open_account(invitation.email, password, language=invitation.language)
        elif user != by or not user.is_active:
            raise NotYours(_("Sign in with this address first."))
        invitation.accepted_at, invitation.accepted_by = moment, user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        invitation_accepted.send(sender=Invitation, user=user, concerns=invitation.concerns)
    return user


def open_account(email: str, password: str, *, language: str = "", drawn: bool = False) -> User:
    """A new account whose address is known to be its holder's. ``drawn``: the password was drawn at random."""
    try:
        validate_password(password, User(email=email))
    except ValidationError as weak:
        raise WeakPassword(" ".join(weak.messages), field="password") from weak
    user = User.objects.create_user(email, None if drawn else password, language=language)
    if drawn:
        keep_drawn(user, password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def keep_drawn(user: User, password: str) -> None:
    """Keep a password drawn at random: nobody can guess it, so that a slow hash would protect nothing.

    The first sign-in makes it a slow one, as Django does with every hash that is quicker than its own.
    """
    hasher = copy(get_hasher())
    hasher.iterations = 1_000  # type: ignore[attr-defined]
    user.password = hasher.encode(password, hasher.salt())
    user.save(update_fields=["password"])


def choose_language(user: User, language: str) -> None:
    """Remember the language of the pages and letters for this account."""
    user.language = language
    user.save(update_fields=["language"])


def sign_out_elsewhere(user: User, *, moment: datetime) -> None:
    """End every session of the account; the door keeps the one that asked."""
    user.signed_out_at = moment
    user.save(update_fields=["signed_out_at"])
