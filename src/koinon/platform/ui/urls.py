"""Addresses of the look: style guide, colophon, day, ground of maps."""

from django.urls import path

from koinon.platform.ui import views

app_name = "ui"
urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/choose/", views.choose, name="styleguide_choose"),
    path("colophon/", views.colophon, name="colophon"),
    path("as-of/", views.asof, name="asof"),
    path("ui/land-<slug:version>.svg", views.land, name="land"),
]
