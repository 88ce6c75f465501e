"""How far what deals bring scatters, and the days their pace is taken from; without NumPy, for the pages."""

NORMAL = 1.2815515594600038
"""Standard deviations on each side that hold the middle 80 % of a normal distribution."""

RUN_RATE_DAYS = 90
"""How far the plain method looks back: the revenue a day of so many days goes on."""

SHARED = 0.15
"""The part of a revenue by which all its deals miss together: more of them make it no smaller."""
