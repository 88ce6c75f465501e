"""Pages about deals: lists, records, the board, and the activities around them."""
