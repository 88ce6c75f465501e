"""Today: what is to be done, what sleeps, and what happened since yesterday."""
