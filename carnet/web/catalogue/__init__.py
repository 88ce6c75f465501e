"""Pages of products and stores."""
