"""Loading rows into records: one file a kind, all alike, and the engine that drives them."""
