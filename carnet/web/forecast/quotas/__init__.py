"""The pages of quotas and commitments."""
