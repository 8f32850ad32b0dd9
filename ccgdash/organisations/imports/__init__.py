"""The registry's datasets: one module for each group of tables that are read together."""

from ccgdash.organisations.imports import ccgs as ccgs
from ccgdash.organisations.imports import lineage as lineage
from ccgdash.organisations.imports import people as people
from ccgdash.organisations.imports import places as places
