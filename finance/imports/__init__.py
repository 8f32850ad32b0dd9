"""Tables of the data package that this app holds: tables read together share a module."""

from finance.imports import allocations as allocations
from finance.imports import positions as positions
from finance.imports import spending as spending
