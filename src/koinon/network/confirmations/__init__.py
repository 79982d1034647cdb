"""What the other side says of a record: it agrees, or would have a line otherwise."""
