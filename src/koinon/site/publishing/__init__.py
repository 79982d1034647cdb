"""News drafted from the record, reviewed by a second person, published with their sources."""
