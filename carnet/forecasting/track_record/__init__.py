"""What forecasts were worth: their scores once the time they spoke of is over."""
