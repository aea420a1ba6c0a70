# Doorstep 家门口标注实训工作站. `make demo` and `make test` are all a new machine needs; both set it up first.
# The set-up is done once: .venv/.ready is newer than the lock it was made from, so a second call starts at once.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON := $(shell build/python.sh)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CONTENT := build/_work/content
PYTEST ?= -n 2 --dist loadgroup
export PYTHON

.PHONY: help setup demo run test check bench lock notice catalogue fonts icons content-env installer clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(READY)  ## .venv with the locked dependencies, and the system libraries

$(READY): requirements.lock pyproject.toml build/system_libs.sh
	@build/system_libs.sh
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

demo: $(READY)  ## play a whole training day and leave its results in demo/
	@build/with_display.sh $(BIN)/doorstep demo

run: $(READY)  ## open the workstation
	@$(BIN)/doorstep

test: $(READY)  ## every test, under ten minutes on two cores
	@$(BIN)/python -m pytest $(PYTEST)

check: $(READY)  ## style, format, types, layers, sizes, wording: all of them, even when one fails
	@failed=0; \
	for tool in "ruff check ." "ruff format --check ." "mypy" "lint-imports" \
		"python tests/house/sizes.py desktop" "python tests/house/catalogue.py"; do \
		echo "== $$tool"; $(BIN)/$$tool || failed=1; \
	done; exit $$failed

bench: $(READY)  ## the numbers that README and docs quote
	@$(BIN)/python -m tests.benchmarks

lock:  ## resolve the dependencies anew
	@build/lock.sh

notice: $(READY)  ## write NOTICE from the installed distributions
	@$(BIN)/python build/notice.py

catalogue: $(READY)  ## collect the wording into the English catalogue and compile it
	@$(BIN)/python tests/house/catalogue.py --update

content-env: $(CONTENT)/.ready  ## the tools that make pictures and fonts (large)

$(CONTENT)/.ready: requirements-content.lock
	@mkdir -p build/_work
	@test -x $(CONTENT)/bin/python || "$(PYTHON)" -m venv $(CONTENT)
	@$(CONTENT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-content.lock
	@touch $@

fonts: $(CONTENT)/.ready  ## rebuild assets/fonts from the published family
	@$(CONTENT)/bin/python build/fonts.py

icons: $(READY)  ## copy the icons in use from the published set
	@$(BIN)/python build/icons.py

installer: $(READY)  ## a stand-alone folder of the program in dist/
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	@$(BIN)/pyinstaller --noconfirm --workpath build/_work --distpath dist installer.spec

clean:  ## everything that can be made again
	rm -rf $(VENV) build/_work demo dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find desktop tests build -name __pycache__ -type d -prune -exec rm -rf {} +
