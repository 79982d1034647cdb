"""One index over everything that has a page."""
