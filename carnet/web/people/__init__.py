"""Pages about people: log-in, users, teams, tokens, settings."""
