"""Arithmetic on arrays: pure functions of numpy arrays, no Django, no clock, no names of years."""
