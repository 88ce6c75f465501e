"""How far what deals bring scatters: what all intervals of theirs share; without NumPy, for the pages."""

NORMAL = 1.2815515594600038
"""Standard deviations on each side that hold the middle 80 % of a normal distribution."""

SHARED = 0.15
"""The part of a revenue by which all its deals miss together: more of them make it no smaller."""
