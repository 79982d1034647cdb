"""Addresses of the machine interface."""

from django.urls import path

from koinon.site.api.interface import api

urlpatterns = [path("", api.urls)]
