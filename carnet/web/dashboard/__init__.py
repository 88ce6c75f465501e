"""The dashboard: the 26 figures, their curves and tables, each with the way to its records."""
