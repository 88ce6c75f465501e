"""What people are to reach in a period, what heads commit to, and how far along they are."""
