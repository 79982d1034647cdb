"""Countries, regions and cities, their names in every script and their dated figures."""
