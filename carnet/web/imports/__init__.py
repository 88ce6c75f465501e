"""Pages of imports: choose files, check what they would do, follow the import, read its report."""
