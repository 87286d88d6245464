"""Jejak: what was done in this workspace, for everyone who wants to see it."""
