#!/bin/sh
# The whole suite in parts, three at a time (some wait for processes, some compute), each on services of its own, each
# shown when it has ended. Tests of the code are measured for coverage; those that walk the site are not slowed by it.
python=$1
part=$2

tested() {  # tested ARGUMENT…: pytest, shown whole at its end
  log=$(mktemp)
  began=$(date +%s)
  echo "$part: begun"
  "$python" -m pytest "$@" >"$log" 2>&1
  status=$?
  echo "$part: ended after $(($(date +%s) - began)) s, $(tail -n 1 "$log")"
  cat "$log"
  rm -f "$log"
  return $status
}

measured() {  # measured FOLDER…: the same, telling what code was run
  COVERAGE_FILE="$CCGDASH_TESTS_FOLDER/coverage.$part" tested --cov --cov-report= --cov-fail-under=0 "$@"
}

all_parts() {
  jobs=3
  if [ -n "$DATABASE_URL" ]; then
    jobs=1  # the parts would change the same databases
  else
    export CCGDASH_TESTS_PREPARED="$CCGDASH_TESTS_FOLDER/prepared"
    mkdir "$CCGDASH_TESTS_PREPARED"
    echo "loading the bundled package, for every part to begin with …"
    "$python" -m tests.databases "$CCGDASH_TESTS_PREPARED" || return 1
  fi
  printf '%s\n' browser faults contracts code walk oracles | xargs -P "$jobs" -I '{}' sh "$0" "$python" '{}' || return 1
  export COVERAGE_FILE="$CCGDASH_TESTS_FOLDER/coverage"
  "$python" -m coverage combine --quiet "$CCGDASH_TESTS_FOLDER" && "$python" -m coverage report
}

case $part in
  code) measured tests/unit tests/integration ;;
  faults) measured tests/faults ;;
  oracles) tested tests/oracles ;;
  walk) tested tests/contracts/test_parity.py tests/contracts/test_query_counts.py ;;
  browser) tested tests/browser ;;
  contracts)
    tested tests/contracts --ignore=tests/contracts/test_parity.py --ignore=tests/contracts/test_query_counts.py
    ;;
  '')
    CCGDASH_TESTS_FOLDER=$(mktemp -d)
    export CCGDASH_TESTS_FOLDER
    trap 'rm -rf "$CCGDASH_TESTS_FOLDER"' EXIT
    if all_parts; then
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
