#!/bin/sh
# The whole suite as two halves side by side, one a core, each on services of its own; then the coverage of both.
# The half that tests code is shown as it runs; the half that tests the site is shown whole when it has ended.
python=$1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
rm -f .coverage .coverage.*

half() {  # half NAME FOLDER…
  name=$1
  shift
  COVERAGE_FILE=.coverage.$name "$python" -m pytest --cov --cov-report= --cov-fail-under=0 "$@"
}

half site tests/contracts tests/browser >"$log" 2>&1 &
site=$!
half code tests/unit tests/oracles tests/integration tests/faults
code_status=$?
wait "$site"
site_status=$?

cat "$log"
"$python" -m coverage combine --quiet
"$python" -m coverage report
coverage_status=$?
echo "halves ended with status $code_status and $site_status, coverage with $coverage_status"
[ "$code_status$site_status$coverage_status" = 000 ]
