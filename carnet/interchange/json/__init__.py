"""JSON tables: lists of objects, wrapped or not, and JSON Lines; read as a stream."""
