"""Damaged, odd and meaningless files through the whole reading: what comes back, how long it takes, what it needs."""
