"""Deals, their pipelines and stages, and the activities around them."""
