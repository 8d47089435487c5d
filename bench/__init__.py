"""Measurements: each figure is a ratio taken in one run against a named peer, limit or earlier state."""
