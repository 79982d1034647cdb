"""Addresses of calls: what is entered first, because a call is asked for by its key alone."""

from django.urls import include, path

app_name = "calls"
urlpatterns = [
    path("", include("koinon.cooperation.calls.entry_urls")),
    path("", include("koinon.cooperation.calls.call_urls")),
]
