"""Taking an import back: what would go and be put back, what stands in the way, and the doing."""
