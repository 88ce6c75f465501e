"""Computing the forecasts and keeping what was said: each once for the same data and day."""
