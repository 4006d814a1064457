# Two commands matter: `make demo` (a running house) and `make test`.
# Nothing is needed beforehand but python3 (3.11 or later), make and a package index.

PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.complete
PO     := $(wildcard src/regulars/locale/*/LC_MESSAGES/django.po)
UV     := UV_PYTHON_DOWNLOADS=never $(BIN)/uv

export REGULARS_HOME ?= $(CURDIR)/house

.PHONY: help setup demo test test-postgres check bench mission lock messages clean

help:
	@echo "make demo     a running house on real data, at http://127.0.0.1:$(PORT)"
	@echo "make test     set up and run every test, on SQLite or on the server DATABASE_URL names;"
	@echo "              DATABASE_URL=private starts a PostgreSQL of its own (make test-postgres)"
	@echo "make check    lint, types, imports, translations"
	@echo "make bench    measure, and write docs/benchmarks.md"
	@echo "make mission  which rows of the mission are proven, and by which tests"

setup: $(STAMP)

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Regulars needs Python 3.11 or later; $(PYTHON) is `$(PYTHON) --version`. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Could not make a virtual environment. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.7"

$(STAMP): $(BIN)/uv requirements.lock pyproject.toml $(PO)
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@test -z "$(PO)" || $(BIN)/pybabel --quiet compile --directory src/regulars/locale --domain django
	@touch $@

demo: setup
	@$(BIN)/regulars demo --port $(PORT)

test: setup
	@$(BIN)/python -m tests.postgres $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

test-postgres:
	@DATABASE_URL=private $(MAKE) --no-print-directory test

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m django makemigrations --check --dry-run --settings regulars.site.settings
	@$(BIN)/pytest -q tests/site/test_translations.py

bench: setup
	@$(BIN)/python -m benchmarks

mission: setup
	@$(BIN)/python -m tests.mission

# The lock has a hash for every file and names no index, so any mirror will do.
lock: $(BIN)/uv
	$(UV) pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
	  --all-extras --group dev --quiet --output-file requirements.lock pyproject.toml

messages: setup
	@$(BIN)/python -m tests.catalogue
	$(BIN)/pybabel --quiet compile --directory src/regulars/locale --domain django

clean:
	rm -rf $(VENV) house
