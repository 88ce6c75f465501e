"""Announced sales: what heads announce, and how much of it comes true."""
