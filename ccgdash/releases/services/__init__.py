"""Writes of the releases app: keyword-only, atomic."""
