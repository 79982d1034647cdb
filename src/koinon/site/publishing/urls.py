"""Addresses of news."""

from django.urls import path

from koinon.site.publishing import views, writing_views

app_name = "publishing"
urlpatterns = [
    path("", views.stories, name="stories"),
    path("draft/<str:kind>/<str:key>/", views.draft, name="draft"),
    path("<str:key>/", views.story, name="story"),
    path("<str:key>/picture/", views.picture, name="picture"),
    path("<str:key>/languages/", views.language_add, name="language-add"),
    path("<str:key>/submit/", views.submit, name="submit"),
    path("<str:key>/judge/", views.judge, name="judge"),
    path("<str:key>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:key>/setting/", writing_views.setting, name="setting"),
    path("<str:key>/quotes/new/", writing_views.quote_new, name="quote-new"),
    path("<str:key>/quotes/<str:quote>/", writing_views.quote_translate, name="quote-translate"),
    path("<str:key>/quotes/<str:quote>/remove/", writing_views.quote_remove, name="quote-remove"),
    path("<str:key>/text/<str:language>/", writing_views.text, name="text"),
]
