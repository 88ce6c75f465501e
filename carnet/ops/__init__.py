"""Running Carnet: commands, the sample company."""
