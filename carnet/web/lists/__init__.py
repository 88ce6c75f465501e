"""The parts of a list page: columns, filters, keyset pages, saved views, bulk changes, exports."""
