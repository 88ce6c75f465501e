"""Finding any record by a few letters."""
