"""What a person decides about the columns and rows of files: kept, guessed, remembered, applied."""
