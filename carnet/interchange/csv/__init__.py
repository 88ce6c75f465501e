"""Text tables: any encoding, delimiter and line ending, read as a stream."""
