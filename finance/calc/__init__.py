"""Arithmetic of this app: plain values and arrays in, values and arrays out; never Django."""
