"""Pure functions of the registry: lineage, years, search. Nothing here knows Django or the database."""
