"""Addresses of certificates: for holders, for whoever verifies one, and for other people's verifiers."""

from django.urls import path

from koinon.platform.ui.late import Late

# The craft of badges is large, and few ask for it.
own_views = Late("koinon.cooperation.learning.certificate_own_views")
verify_views = Late("koinon.cooperation.learning.certificate_verify_views")
desk_views = Late("koinon.cooperation.learning.certificate_desk_views")

app_name = "certificates"
urlpatterns = [
    path("certificates/", verify_views.verify, name="verify"),
    path("certificates/revoked.jwt", verify_views.revoked, name="revoked"),
    path("certificates/own/<str:token>/", own_views.own, name="own"),
    path("certificates/own/<str:token>/badge.svg", own_views.badge_svg, name="own-svg"),
    path("certificates/own/<str:token>/badge.json", own_views.badge_json, name="own-json"),
    path("certificates/own/<str:token>/badge.jwt", own_views.badge_jwt, name="own-jwt"),
    path("certificates/of/<str:key>/", desk_views.seminar, name="seminar"),
    path("certificates/of/<str:key>/issue/", desk_views.issue, name="seminar-issue"),
    path("certificates/for/<str:key>/", desk_views.curriculum, name="curriculum"),
    path("certificates/for/<str:key>/issue/", desk_views.issue_courses, name="curriculum-issue"),
    path("certificates/off/<str:key>/", desk_views.take_off, name="course-take-off"),
    path("certificates/<str:key>/", verify_views.certificate, name="certificate"),
    path("certificates/<str:key>/seal.svg", verify_views.seal, name="seal"),
    path("certificates/<str:key>/revoke/", desk_views.revoke, name="certificate-revoke"),
    path("certificates/<str:key>/reissue/", desk_views.reissue, name="certificate-reissue"),
    path("certificates/<str:key>/forget/", desk_views.forget, name="certificate-forget"),
    path(".well-known/did.json", verify_views.did, name="did"),
    path("did.json", verify_views.did, name="did-under-a-path"),
    path(".well-known/jwks.json", verify_views.jwks, name="jwks"),
]
