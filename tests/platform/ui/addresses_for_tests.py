"""The look alone, with a page that breaks: what the tests of this room mount."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


def named(request: HttpRequest, key: str) -> HttpResponse:
    return HttpResponse(key)


urlpatterns = [
    path("", include("koinon.platform.ui.urls")),
    path("dates/", include("koinon.platform.dates.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("breaks/", breaks),
    path("things/", breaks, name="things"),
    path("things/<slug:key>/", named, name="thing"),
]
handler404 = "koinon.platform.ui.views.not_found"
handler500 = "koinon.platform.ui.views.broken"
