"""The archive: every table of a Carnet in one file, that an empty Carnet reads back whole."""
