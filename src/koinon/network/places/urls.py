"""Addresses of places; the page of a city that shows everything is the portal's."""

from django.urls import path

from koinon.network.places import recording, views

app_name = "places"
urlpatterns = [
    path("gazetteer/", views.gazetteer, name="gazetteer"),
    path("regions/", views.regions, name="regions"),
    path("regions/new/", recording.region_new, name="region-new"),
    path("regions/<str:key>/", views.region, name="region"),
    path("regions/<str:key>/edit/", recording.region_edit, name="region-edit"),
    path("countries/<slug:key>/", views.country, name="country"),
    path("cities/new/", recording.city_new, name="city-new"),
    path("cities/new/by-hand/", recording.city_by_hand, name="city-by-hand"),
    path("cities/<str:key>/", views.city, name="city"),
    path("cities/<str:key>/edit/", recording.city_edit, name="city-edit"),
    path("cities/<str:key>/names/new/", recording.name_new, name="name-new"),
    path("cities/<str:key>/figures/new/", recording.figure_new, name="figure-new"),
    path("cities/<str:key>/house-value/<slug:quantity>/", recording.house_value, name="house-value"),
    path("names/<str:key>/edit/", recording.name_edit, name="name-edit"),
    path("names/<str:key>/remove/", recording.name_remove, name="name-remove"),
    path("figures/<str:key>/edit/", recording.figure_edit, name="figure-edit"),
    path("figures/<str:key>/remove/", recording.figure_remove, name="figure-remove"),
]
