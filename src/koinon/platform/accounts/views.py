"""The doors of accounts that allauth does not have: the account page, tokens, invitations."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.platform.accounts import commands, queries, tokens
from koinon.platform.accounts.forms import LanguageForm, PasswordForm, TokenForm
from koinon.platform.accounts.languages import remember_language
from koinon.platform.accounts.models import Invitation, Token, User
from koinon.platform.errors import Refused

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: address, language, second step, tokens, sessions."""
    user = cast(User, request.user)
    context = {
        "account": user,
        "form": LanguageForm(initial={"language": user.language}),
        "steps": queries.second_steps(user),
        "protected": queries.has_second_step(user),
        "tokens": user.tokens.count(),
    }
    return render(request, "accounts/account.html", context)


@require_POST
@login_required
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of pages and letters."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data["language"]
    commands.choose_language(cast(User, request.user), chosen)
    with translation.override(chosen or translation.get_language()):
        messages.success(request, _("The language is saved."))
    response = redirect("accounts:account")
    remember_language(response, chosen)
    return response


@require_POST
@login_required
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    user = cast(User, request.user)
    commands.sign_out_elsewhere(user, moment=timezone.now())
    update_session_auth_hash(request, user)
    messages.success(request, _("Signed out everywhere else. You are still signed in here."))
    return redirect("accounts:account")


# Tokens


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def tokens_page(request: HttpRequest) -> HttpResponse:
    """One's tokens; a new one is shown in the answer that makes it, and never again."""
    user, secret = cast(User, request.user), ""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _token, secret = tokens.make_token(user, form.cleaned_data["name"], moment=timezone.now())
        form = TokenForm()
    context = {"form": form, "secret": secret, "tokens": user.tokens.all()}
    return render(request, "accounts/tokens.html", context)


@require_POST
@login_required
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke one of one's tokens."""
    token = get_object_or_404(Token, pk=pk, user=cast(User, request.user))
    tokens.revoke_token(token)
    messages.success(request, _("The token “%(name)s” no longer opens anything.") % {"name": token.name})
    return redirect("accounts:tokens")


# Invitations


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Take up an invitation: choose a password and be signed in, or confirm with the account one has."""
    found, now = queries.invitation_behind(secret), timezone.now()
    if found is None:
        return render(request, "accounts/invitation_unknown.html", status=404)
    holder = queries.account_of(found.email)
    if not found.is_open(now) or (holder and not holder.is_active):
        return render(request, "accounts/invitation_closed.html", {"invitation": found}, status=410)
    form = PasswordForm(request.POST or None) if holder is None else None
    other = request.user.is_authenticated and request.user != holder
    if request.method == "POST" and not other and (form is None or form.is_valid()):
        try:
            return _accepted(request, found, form.cleaned_data["password"] if form else "")
        except Refused as refused:
            if form is None:
                messages.error(request, str(refused))
            else:
                form.add_error(refused.field or None, str(refused))
    context = {"invitation": found, "form": form, "other": other, "holder": holder}
    return render(request, "accounts/invitation.html", context)


def _accepted(request: HttpRequest, found: Invitation, password: str) -> HttpResponse:
    by = request.user if request.user.is_authenticated else None
    user = commands.accept_invitation(found, password=password, by=by, moment=timezone.now())
    if by is None:
        login(request, user, backend=BACKEND)
        # The password was given just now, so the first visit to the second step does not ask for it again.
        record_authentication(request, user, "password", email=user.email, reauthenticated=True)
    messages.success(request, _("Welcome to %(site)s.") % {"site": settings.SITE_NAME})
    response = redirect("accounts:account")
    remember_language(response, user.language)
    return response
