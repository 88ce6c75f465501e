"""Import of files: reading them, understanding them, and planning what they change."""
