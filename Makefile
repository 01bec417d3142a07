# Everything is built into .venv; `make setup` alone creates it.
PYTHON ?= $(shell python3.11 -c '' 2>/dev/null && echo python3.11 || echo python3)
# More options for pip, such as a mirror: make setup PIP_FLAGS='--index-url https://…'
PIP_FLAGS ?=
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TESTED := $(VENV)/.installed-for-tests
INSTALL := $(BIN)/python -m pip install --quiet $(PIP_FLAGS) --constraint constraints.txt --editable
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup run test lint evals bench clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rapporteur needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) '.[dev]'
	touch $(STAMP)

$(TESTED): $(STAMP)
	$(INSTALL) '.[dev,llama]'
	touch $(TESTED)

run: $(STAMP)
	$(BIN)/python app.py

test: lint $(TESTED)
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evals: $(STAMP)
	$(BIN)/python -m evals run --questions evals/demo.jsonl --reports corpus/reports --data data/evals --out results.jsonl
	$(BIN)/python -m evals compare evals/baseline.jsonl results.jsonl --questions evals/demo.jsonl \
		--html results.html --reports corpus/reports

bench: $(STAMP)
	$(BIN)/python -m evals bench

clean:
	rm -rf $(VENV) data build .mypy_cache .ruff_cache .pytest_cache .hypothesis
