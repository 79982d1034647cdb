"""Addresses of the portal."""

from django.urls import path

from koinon.site.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("map/", views.world, name="map"),
    path("cities/", views.cities, name="cities"),
    path("cities/<str:key>/", views.city, name="city"),
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/<str:key>/", views.body, name="body"),
    path("people/", views.people, name="people"),
    path("people/<str:key>/", views.person, name="person"),
]
