# One command for each thing a person wants.  `make demo` is the place to begin.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
DEV := .venv/.developing
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help demo test check bench train clean

help:
	@echo "make demo   a record and a cited brief made from examples/ (a minute)"
	@echo "make test   all tests, offline"
	@echo "make check  format, lint, types, import layers, docs"
	@echo "make bench  speed and accuracy against the floors in benchmarks/floors.toml"
	@echo "make train  make the reader's weights again (two hours on two cores)"

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 demo")'
	@echo "installing into .venv (once) ..."
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

$(DEV): $(STAMP) requirements-dev.lock
	@echo "installing what the tests and checks need (once) ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $(DEV)

demo: $(STAMP)
	@$(BIN)/onrecord demo

test: $(DEV)
	$(BIN)/python -m pytest

check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_docs.py

bench: $(DEV)
	$(BIN)/python -m benchmarks

train:
	@test -d ../shared/treebanks || { echo "make train: ../shared/treebanks is not there; see docs/reader.md"; exit 1; }
	@$(PYTHON) -m venv .venv-train
	@.venv-train/bin/pip install --quiet -r training/requirements.txt
	.venv-train/bin/python -m training

clean:
	rm -rf .venv .venv-train demo build dist
