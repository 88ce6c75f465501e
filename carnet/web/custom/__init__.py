"""The fields a company added, on pages: shown, typed, chosen as columns, filtered by."""
