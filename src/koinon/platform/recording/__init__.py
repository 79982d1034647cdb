"""How a record is entered by hand: forms, type-ahead, keys, versions, and fields that other rooms add."""
