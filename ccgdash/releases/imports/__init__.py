"""The import engine: bytes in, typed and checked rows out, differences written as facts of a new release."""

from ccgdash.releases.imports import sources as sources
