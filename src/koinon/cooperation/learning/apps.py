"""Learning hubs: curricula, seminars, enrolment, assessment and certificates."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "koinon.cooperation.learning"
    label = "learning"
