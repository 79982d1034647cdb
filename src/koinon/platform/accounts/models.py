"""An account is an address that may sign in; who somebody *is* lies upstairs, in people."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **values: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **values)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who may sign in. Superusers see the fuse box; nothing else hangs on flags."""

    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    # Sessions begun before this moment are over.
    signed_out_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session is good for one password and one signing-out; changing either ends all others."""
        said = f"{self.password} {self.signed_out_at.isoformat() if self.signed_out_at else ''}"
        return salted_hmac("koinon.accounts.session", said, secret=secret, algorithm="sha256").hexdigest()


class Invitation(models.Model):
    """A letter that lets one address open an account, once, before it lapses."""

    email = models.EmailField(_("e-mail"))
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=12, default="en")
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="invitations_sent")
    invited_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    # The record upstairs that the account will belong to, such as a person's key.
    concerns = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return self.email

    def is_open(self, moment: datetime) -> bool:
        """Whether it may still be taken up."""
        return self.accepted_at is None and moment < self.lapses_at


class Token(models.Model):
    """What a program shows instead of a password; only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name
