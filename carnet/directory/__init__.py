"""The address book: accounts and contacts."""
