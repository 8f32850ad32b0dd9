"""Tables of the data package that this app holds: one module a table."""

from assessments.imports import indicator_values as indicator_values
from assessments.imports import indicators as indicators
from assessments.imports import interventions as interventions
from assessments.imports import rating_totals as rating_totals
from assessments.imports import ratings as ratings
from assessments.imports import ratings_conflicts as ratings_conflicts
