"""Koinon: the dated, sourced record of a city network and the place where its cities work together."""

__version__ = "0.1.0"
