"""Records as they leave Carnet: one declaration a kind, for the API, the lists and the commands."""
