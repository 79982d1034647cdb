"""The services every room stands on."""
