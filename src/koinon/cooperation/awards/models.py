"""Who judges a call: panels, phases, conflicts of interest, scores, deliberation and the result."""
