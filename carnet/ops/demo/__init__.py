"""The sample company: generated, believable, French, and gone again without a trace."""
