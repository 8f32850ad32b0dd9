# Every command of the project. A machine needs Python 3.11 or later and make; the rest comes by itself, pinned.
.DEFAULT_GOAL := help
.PHONY: help run test check bench lighthouse lock assets screenshots clean env env-dev chromium
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv/bin
LOCAL := $(VENV)/python -m ccgdash.local
UV_COMPILE := $(VENV)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header

help:  ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: env  ## set everything up and serve the dashboard (PORT=8000, CCGDASH_HOME=.local)
	@$(LOCAL) assets
	@exec $(LOCAL) run

test: env-dev chromium  ## set everything up and run all tests (ARGS="tests/unit -k name" for some of them)
	@$(LOCAL) assets
	@$(if $(ARGS),$(VENV)/python -m pytest $(ARGS),sh tests/run.sh $(VENV)/python)

check: env-dev  ## formatting, lint, types, imports, templates, migrations, OpenAPI, lock files
	@$(LOCAL) assets
	@$(LOCAL) check

bench: env-dev  ## the benchmark: peers side by side, as a table
	@$(LOCAL) assets
	@$(VENV)/uv pip install --quiet --python $(VENV)/python --require-hashes -r requirements/bench.txt || echo "The peer could not be installed (above); going on without it"
	@$(VENV)/python -m benchmarks.run $(ARGS)

lighthouse: env-dev chromium  ## each kind of page on a throttled phone, as a table (installs Lighthouse for itself)
	@$(LOCAL) assets
	@$(VENV)/python -m benchmarks.pages $(ARGS)

lock: env-dev  ## compile the requirements and the npm lock file anew
	@for kind in bootstrap base dev bench; do $(UV_COMPILE) $(UPGRADE) requirements/$$kind.in -o requirements/$$kind.txt || exit 1; done
	@$(LOCAL) assets lock

assets: env  ## npm packages and static/vendor
	@$(LOCAL) assets

screenshots: env-dev chromium  ## the pictures in docs/, made anew from the bundled data
	@$(LOCAL) assets
	@$(VENV)/python -m docs.screenshots $(ARGS)

clean:  ## remove everything these commands made, the instance's data (.local) included
	@rm -rf .venv .local .lighthouse node_modules static/vendor .coverage .coverage.* htmlcov .mypy_cache .ruff_cache .pytest_cache .hypothesis

env:
	@$(PYTHON) ccgdash/local/bootstrap.py base

env-dev:
	@$(PYTHON) ccgdash/local/bootstrap.py dev

chromium: env-dev
	@$(LOCAL) chromium
