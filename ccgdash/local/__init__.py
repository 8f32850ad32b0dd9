"""Commands of a developer's or a demonstrator's machine: embedded PostgreSQL and Redis, and what runs on them."""
