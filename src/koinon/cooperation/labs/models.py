"""Labs and urban innovation communities."""
