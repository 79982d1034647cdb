# Koinon: `make run` and `make test` do all the set-up there is.

PYTHON ?= python3
VENV ?= .venv
export KOINON_HOME ?= $(CURDIR)/.home
export PYTHONWARNINGS ?= ignore::SyntaxWarning

BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
PYTEST := $(BIN)/pytest -q
# Each of the two has its half, and helps the other when it is done.
SUITE ?= -n 2 --dist worksteal
# Each of the two has a site of its own: prepared, or copied from where KOINON_JOURNEYS_FROM says.
JOURNEYS ?= -n 2 --dist worksteal

.PHONY: run test journeys lint types bench bench-smoke lock messages format demo

run: $(RUN_READY)
	@$(BIN)/koinon setup
	@$(BIN)/koinon demo --if-empty
	@$(BIN)/koinon demo-accounts --if-demo
	@$(BIN)/koinon demo-round --if-demo
	@exec $(BIN)/koinon serve

test: $(DEV_READY)
	@$(BIN)/koinon messages > /dev/null
	@$(BIN)/python -m tests.walls
	@$(BIN)/lint-imports
	$(PYTEST) $(SUITE) -m "not journey"
	@if $(BIN)/python -m tests.journeys.browser; then $(PYTEST) $(JOURNEYS) -m journey tests/journeys && $(PYTEST) -m journey tests/platform; fi

# Two runs, because two browsers cannot be driven from one.
journeys: $(DEV_READY)
	$(PYTEST) $(JOURNEYS) -m journey tests/journeys
	$(PYTEST) -m journey tests/platform

lint: $(DEV_READY)
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/djhtml --check --tabwidth 2 $$(find src -path '*/templates/*' -name '*.html')
	$(BIN)/koinon makemigrations --check --dry-run
	$(BIN)/lint-imports
	$(BIN)/python -m tests.walls

types: $(DEV_READY)
	$(BIN)/mypy src

format: $(DEV_READY)
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src tests benchmarks

bench: $(DEV_READY)
	$(BIN)/python -m benchmarks.serving
	$(BIN)/python -m benchmarks.papers
	$(BIN)/python -m benchmarks.pairing
	$(BIN)/python -m benchmarks.awards

bench-smoke: $(DEV_READY)
	$(BIN)/python -m benchmarks.serving --smoke
	$(BIN)/python -m benchmarks.papers --smoke
	$(BIN)/python -m benchmarks.pairing --smoke
	$(BIN)/python -m benchmarks.awards --smoke

messages: $(DEV_READY)
	$(BIN)/koinon messages --extract

# Both locks hold for every Python from 3.11 to 3.13 and name no address.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q pyproject.toml --extra dev -o requirements-dev.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Koinon needs Python 3.11 or later; set PYTHON=python3.12, say")'
	@$(PYTHON) -m venv $(VENV)

$(RUN_READY): $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Installing Koinon (a minute the first time) …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(DEV_READY): $(VENV)/bin/python requirements-dev.lock pyproject.toml
	@echo "Installing Koinon and its tools (a minute the first time) …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@ $(RUN_READY)
