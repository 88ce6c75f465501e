"""Files people keep with their records, each content once."""
