#!/bin/sh
# The whole suite in parts, two at a time, each on services of its own. Tests of the code are measured for coverage
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
    exec "$python" -m pytest --cov --cov-report=term:skip-covered tests/unit tests/integration tests/faults
    ;;
  oracles) tested tests/oracles ;;
  walk) tested tests/contracts/test_parity.py tests/contracts/test_query_counts.py ;;
  browser) tested tests/browser ;;
  contracts)
    tested tests/contracts --ignore=tests/contracts/test_parity.py --ignore=tests/contracts/test_query_counts.py
    ;;
  '')
    jobs=2
    if [ -n "$DATABASE_URL" ]; then
      jobs=1  # the parts would change the same databases
    else
      CCGDASH_TESTS_PREPARED=$(mktemp -d)
      export CCGDASH_TESTS_PREPARED
      trap 'rm -rf "$CCGDASH_TESTS_PREPARED"' EXIT
      echo "loading the bundled package, for every part to begin with …"
      "$python" -m tests.databases "$CCGDASH_TESTS_PREPARED" || exit 1
    fi
    if printf '%s\n' browser code contracts walk oracles | xargs -P "$jobs" -I '{}' sh "$0" "$python" '{}'; then
      echo "all parts passed"
    else
      echo "not all parts passed: look for FAILED and ERROR above" >&2
      exit 1
    fi
    ;;
  *)
    echo "no such part: $part" >&2
    exit 2
    ;;
esac
