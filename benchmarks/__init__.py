"""How fast Koinon is, measured beside a bare application on the same machine, in the same run."""
