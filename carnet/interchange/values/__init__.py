"""Cells turned into values: numbers, days, moments, words, addresses; by the convention of a whole column."""
