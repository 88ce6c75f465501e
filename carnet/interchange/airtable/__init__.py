"""Airtable: a base read into tables like any file, and what changed here written back to it."""
