"""The page of sales by day."""
