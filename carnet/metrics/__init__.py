"""Figures: the dictionary of measures, and the one door to every number."""
