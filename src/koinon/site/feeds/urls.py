"""Addresses of feeds: beside the page of a person or a body, its card."""

from django.urls import path

from koinon.site.feeds import views

app_name = "feeds"
urlpatterns = [
    path("people/<str:key>.vcf", views.person_vcf, name="person-vcf"),
    path("bodies/<str:key>.vcf", views.body_vcf, name="body-vcf"),
]
