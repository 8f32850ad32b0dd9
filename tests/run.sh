#!/bin/sh
# The whole suite in four parts, two at a time, each on services of its own. Tests of the code are measured for coverage
# and shown as they run; the parts that walk the site as its visitors see it are shown when they have ended.
python=$1
part=$2

tested() {  # tested ARGUMENT…: pytest, shown whole at its end
  log=$(mktemp)
  "$python" -m pytest "$@" >"$log" 2>&1
  status=$?
  cat "$log"
  rm -f "$log"
  return $status
}

case $part in
  code)
    exec "$python" -m pytest --cov --cov-report=term:skip-covered tests/unit tests/oracles tests/integration tests/faults
    ;;
  walk) tested tests/contracts/test_parity.py tests/contracts/test_query_counts.py ;;
  browser) tested tests/browser ;;
  contracts)
    tested tests/contracts --ignore=tests/contracts/test_parity.py --ignore=tests/contracts/test_query_counts.py
    ;;
  '')
    if printf '%s\n' code browser walk contracts | xargs -P 2 -I '{}' sh "$0" "$python" '{}'; then
      echo "all four parts passed"
    else
      echo "not all of the four parts passed: look for FAILED and ERROR above" >&2
      exit 1
    fi
    ;;
  *)
    echo "no such part: $part" >&2
    exit 2
    ;;
esac
