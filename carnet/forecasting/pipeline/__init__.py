"""What will be won by the end of the period: life tables of the deals, new business, the run-rate."""
