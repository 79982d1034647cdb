"""Every address of the site, each room under its own name."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("koinon.platform.ui.urls")),
    path("", include("koinon.platform.recording.urls")),
    path("dates/", include("koinon.platform.dates.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("koinon.platform.accounts.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("koinon.platform.accounts.second_step_urls")),
    path("accounts/3rdparty/", include("allauth.socialaccount.urls")),
    *(path("accounts/", include(f"{app}.urls")) for app in settings.SINGLE_SIGN_ON_APPS),
    path("fuse-box/", admin.site.urls),
    path("history/", include("koinon.network.evidence.history_urls")),
    path("search/", include("koinon.platform.search.urls")),
    path("places/", include("koinon.network.places.urls")),
    path("people/", include("koinon.network.people.urls")),
    path("evidence/", include("koinon.network.evidence.urls")),
    path("events/", include("koinon.network.events.urls")),
    path("", include("koinon.network.confirmations.urls")),
    path("meetings/", include("koinon.network.governance.urls")),
    path("members/", include("koinon.network.members.urls")),
    path("programmes/", include("koinon.cooperation.programmes.urls")),
    path("agreements/", include("koinon.cooperation.agreements.urls")),
    path("pairing/", include("koinon.cooperation.pairing.urls")),
    path("plans/", include("koinon.cooperation.plans.urls")),
    path("visits/", include("koinon.cooperation.visits.urls")),
    path("calls/", include("koinon.cooperation.calls.urls")),
    path("awards/", include("koinon.cooperation.awards.urls")),
    path("practices/", include("koinon.cooperation.practices.urls")),
    path("learning/", include("koinon.cooperation.learning.urls")),
    path("", include("koinon.cooperation.learning.certificate_urls")),
    path("labs/", include("koinon.cooperation.labs.urls")),
    path("grants/", include("koinon.cooperation.grants.urls")),
    path("pair-health/", include("koinon.cooperation.evaluation.urls")),
    path("exchange/", include("koinon.site.exchange.urls")),
    path("papers/", include("koinon.site.briefings.urls")),
    path("news/", include("koinon.site.publishing.urls")),
    path("api/v1/", include("koinon.site.api.urls")),
    path("", include("koinon.site.feeds.urls")),
    path("", include("koinon.site.desk.urls")),
    # Last, because a person's page stands beside the forms of the room people.
    path("", include("koinon.site.portal.urls")),
]

if "anymail" in settings.INSTALLED_APPS:
    # What a mail service tells of letters it delivered, and of those that came back.
    urlpatterns.insert(0, path("anymail/", include("anymail.urls")))

handler400 = "koinon.platform.ui.views.bad_request"
handler403 = "koinon.platform.ui.views.forbidden"
handler404 = "koinon.platform.ui.views.not_found"
handler500 = "koinon.platform.ui.views.broken"
