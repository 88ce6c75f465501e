"""The journal: one line for every change, and receipts of idempotent requests."""
