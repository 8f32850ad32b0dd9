"""Statistics for comparing CCGs (METHODS section 6): pure functions, arrays in, arrays out, NaN for missing."""
