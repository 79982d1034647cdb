"""Addresses of accounts, beside those of allauth."""

from django.urls import path

from koinon.platform.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("language/", views.language, name="language"),
    path("elsewhere/", views.elsewhere, name="elsewhere"),
    path("tokens/", views.tokens_page, name="tokens"),
    path("tokens/<int:pk>/revoke/", views.token_revoke, name="token-revoke"),
    path("invitations/<str:secret>/", views.invitation, name="invitation"),
]
