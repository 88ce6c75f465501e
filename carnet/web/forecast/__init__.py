"""Pages of the forecasts: pipeline, announced sales, sales by day, track record."""
