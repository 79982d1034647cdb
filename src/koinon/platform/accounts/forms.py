"""What is asked about an account: a first password, a language, a name for a token, whom to invite."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.platform.accounts.wording_forms import PASSWORD_HINT


class PasswordForm(forms.Form):
    """The first password of an account, twice."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("This is not the same password."))
        return again


class LanguageForm(forms.Form):
    """The language of pages and letters; none means that of the browser."""

    language = forms.ChoiceField(label=_("Language of pages and letters"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("as the browser asks")), *settings.LANGUAGES]


class TokenForm(forms.Form):
    """A name that tells one token from another."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("Such as: nightly export to the city’s website"),
    )


class InvitationForm(forms.Form):
    """Whom to invite, and in which language to write."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"})
    )
    language = forms.ChoiceField(label=_("Language of the letter"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = settings.LANGUAGES
