"""Who is who: the company, users, roles, offices, teams, members, tokens, and who may see what."""
