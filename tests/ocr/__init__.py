"""Tests of the reading engine."""
