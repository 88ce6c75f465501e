"""Pages of the track record: what forecasts were worth, the single forecasts, replays."""
