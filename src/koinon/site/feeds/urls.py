"""Addresses of feeds: beside the page of a person or a body its card, beside that of a city or programme its calendar."""

from django.urls import path
from django.views.decorators.http import require_safe

from koinon.site.feeds import calendar_views, views
from koinon.site.feeds.news import News

app_name = "feeds"
urlpatterns = [
    path("people/<str:key>.vcf", views.person_vcf, name="person-vcf"),
    path("bodies/<str:key>.vcf", views.body_vcf, name="body-vcf"),
    path("news.atom", require_safe(News()), name="news"),
    path("calendar/", calendar_views.subscribe, name="subscribe"),
    path("calendar.ics", calendar_views.everything, name="calendar"),
    path("calendar/<str:secret>.ics", calendar_views.mine, name="my-calendar"),
    path("cities/<str:key>.ics", calendar_views.city, name="city-calendar"),
    path("bodies/<str:key>.ics", calendar_views.body, name="body-calendar"),
    path("portfolios/<str:key>.ics", calendar_views.portfolio, name="portfolio-calendar"),
    path("programmes/<str:key>.ics", calendar_views.programme, name="programme-calendar"),
]
