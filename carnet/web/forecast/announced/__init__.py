"""Announced sales: the sheet in which a group enters them, and the report on all groups."""
