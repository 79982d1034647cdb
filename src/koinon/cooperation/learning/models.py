"""Learning hubs: curricula, seminars, enrolment, assessment and certificates."""
