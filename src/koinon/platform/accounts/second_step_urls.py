"""The addresses of the second step, as ``allauth.mfa.urls`` has them, loaded late.

Passkeys bring cryptography and the list of all public suffixes with them, for two pages that a person sees twice.
"""

from django.urls import path

from koinon.platform.ui.late import Late

steps = Late("allauth.mfa.base.views")
codes = Late("allauth.mfa.recovery_codes.views")
totp = Late("allauth.mfa.totp.views")
keys = Late("allauth.mfa.webauthn.views")

urlpatterns = [
    path("", steps.index, name="mfa_index"),
    path("authenticate/", steps.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", steps.reauthenticate, name="mfa_reauthenticate"),
    path("totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("webauthn/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("webauthn/add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("webauthn/reauthenticate/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("webauthn/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("webauthn/keys/<int:pk>/edit/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("webauthn/login/", keys.login_webauthn, name="mfa_login_webauthn"),
]
