"""Addresses of entries and enquiries: what applicants do, by account or by link."""

from django.urls import path

from koinon.cooperation.calls import enquiries_views, entry_views, naming_views
from koinon.cooperation.calls import entry_writing_views as writing
from koinon.cooperation.calls.entry_doors import by_account, by_link

urlpatterns = [
    path("begin/<str:token>/", entry_views.begin, name="begin"),
    # By account
    path("own/<str:key>/", by_account(writing.own), name="own"),
    path("own/<str:key>/write/", by_account(writing.write), name="own-write"),
    path("own/<str:key>/withdraw/", by_account(writing.withdraw), name="own-withdraw"),
    path("own/<str:key>/files/<str:file>/", by_account(writing.own_file), name="own-file"),
    # By link
    path("link/<str:token>/", by_link(writing.own), name="link"),
    path("link/<str:token>/write/", by_link(writing.write), name="link-write"),
    path("link/<str:token>/withdraw/", by_link(writing.withdraw), name="link-withdraw"),
    path("link/<str:token>/files/<str:file>/", by_link(writing.own_file), name="link-file"),
    # Those who run the call
    path("files/<str:key>/", writing.file, name="file"),
    path("entries/<str:key>/names/", naming_views.names, name="names"),
    path("entries/<str:key>/link/", entry_views.link_issue, name="link-issue"),
    path("entries/<str:key>/revoke/", entry_views.link_revoke, name="link-revoke"),
    path("questions/<str:key>/", enquiries_views.answer, name="question"),
    path("questions/<str:key>/remove/", enquiries_views.remove, name="question-remove"),
    # A call
    path("<str:key>/enter/", entry_views.enter, name="enter"),
    path("<str:key>/look/", entry_views.look_all, name="look-all"),
    path("<str:key>/invite/", entry_views.invite, name="invite"),
    path("<str:key>/questions/", enquiries_views.questions, name="questions"),
]
