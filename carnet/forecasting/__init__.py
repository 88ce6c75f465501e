"""Forecasts that keep score of themselves: announced sales, pipeline, daily revenue, track record."""
