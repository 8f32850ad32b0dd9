"""What rule sets make of the inputs: one Resource each, for page, JSON and CSV. Computed: never official."""

from assessments.scores.resources.explain import EXPLAIN
from assessments.scores.resources.scores import REPRODUCTIONS, SCORES
from assessments.scores.resources.what_if import WHAT_IF

__all__ = ["EXPLAIN", "REPRODUCTIONS", "SCORES", "WHAT_IF"]
