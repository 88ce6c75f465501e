"""Revenue of the coming days, for shops, products, regions and in total."""
