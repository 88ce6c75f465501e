"""What the Makefile runs: assets, catalogue, browser, database."""
