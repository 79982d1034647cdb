"""The gate: settings, addresses, timetable and the command line."""
