"""What is sold and where: products and stores."""
