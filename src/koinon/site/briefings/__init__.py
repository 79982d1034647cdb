"""Papers: briefing notes, reports and dossiers, drawn from the record and printed."""
