"""The ground floor: money, text, periods, errors; no models, no HTTP."""
