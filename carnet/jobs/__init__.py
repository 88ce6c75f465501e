"""The queue of background work."""
