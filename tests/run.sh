#!/bin/sh
# The whole suite as two halves side by side, one a core, each on services of its own. The half that tests code is
# measured for coverage and shown as it runs; the half that tests the site as its visitors see it is shown when it ended.
python=$1
log=$(mktemp)
trap 'rm -f "$log"' EXIT

"$python" -m pytest tests/contracts tests/browser >"$log" 2>&1 &
site=$!
"$python" -m pytest --cov --cov-report=term:skip-covered tests/unit tests/oracles tests/integration tests/faults
code_status=$?
wait "$site"
site_status=$?

cat "$log"
echo "the half of the code ended with status $code_status, the half of the site with $site_status"
[ "$code_status$site_status" = 00 ]
