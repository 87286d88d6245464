"""Packages, receipts and other files from outside, changed in every way: refused in words, and nothing else happens."""
