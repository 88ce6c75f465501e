"""The search page, the palette and the suggestions of reference fields."""
