"""Pages that cross rooms: home, city, body and person pages, map, search."""
