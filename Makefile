# Everything runs in a virtual environment of its own, made here and nowhere else.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEV    := $(VENV)/.ready-dev
BENCH  := $(VENV)/.ready-bench

.DEFAULT_GOAL := help
.PHONY: help maps check gather test lint bench picture clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | \
		awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

maps: $(READY) ## build every layer and map; the last line says which file to open
	@$(BIN)/sarhad build
	@echo "Now open $(CURDIR)/maps/index.html"

check: $(READY) ## find what is wrong with the seeds
	@$(BIN)/sarhad check

test: lint ## all that CI runs; installs what it needs, a browser included
	@.ci/browser $(BIN)
	@$(BIN)/python -m pytest -n 2

lint: $(DEV) ## lint, format, types, import direction, and whether committed layers are up to date
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/biome check --error-on-warnings .
	@$(BIN)/sarhad build --check

bench: $(BENCH) ## measure the pages beside other tools'; writes docs/benchmarks.md
	@.ci/browser $(BIN)
	@$(BIN)/python -m tests.bench --store build/bench

picture: $(DEV) ## take the pictures of README and docs/style.md
	@.ci/browser $(BIN)
	@$(BIN)/sarhad build --only overview --quiet
	@$(BIN)/python -m tests.picture docs

gather: $(READY) ## (maintainers) take geometry out of data packages anew; needs the network
	@$(BIN)/sarhad gather

clean: ## remove the virtual environment, caches and built pages
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis maps/*.html

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Sarhad needs Python 3.11 or later; name one: make PYTHON=python3.12 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(DEV): $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

$(BENCH): $(DEV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@touch $@
