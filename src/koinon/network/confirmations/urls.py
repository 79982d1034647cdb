"""Addresses of confirmations; the guest's is short, for mails."""

from django.urls import path

from koinon.network.confirmations import views

app_name = "confirmations"
urlpatterns = [
    path("confirmations/", views.confirmations, name="confirmations"),
    path("confirmations/ask/<str:kind>/<str:key>/", views.ask, name="ask"),
    path("confirmations/<str:key>/", views.confirmation, name="confirmation"),
    path("confirmations/<str:key>/withdraw/", views.withdraw, name="withdraw"),
    path("confirmations/<str:key>/remarks/<str:remark>/", views.settle, name="settle"),
    path("confirm/<str:token>/", views.guest, name="guest"),
]
