"""Fuzzing of what reads files from outside: `python -m tools.fuzz vcard --minutes 15`."""
