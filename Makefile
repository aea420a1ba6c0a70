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
PYTEST ?= -n 3 --dist loadgroup
export PYTHON

.PHONY: help setup demo run test check bench bench-peers soak lock notice catalogue fonts icons content-env installer clean deb deb-lowglibc portable \
	windows release test-packages test-packages-quick test-ime sizes twice

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

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

soak: $(READY)  ## four hours at the image bench in minutes: 20,000 edits, memory must stay flat
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.torture.soak $(SOAK)

bench-peers: $(READY)  ## labelme, X-AnyLabeling and us on the same files, then seqeval and nervaluate, then Label Studio in Chromium; QUICK=--quick for a short one
	@DOORSTEP_VIRTUAL=1 DOORSTEP_SCREEN=1920x1080x24 build/with_display.sh $(BIN)/python -m tests.benchmarks.peers $(QUICK)

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

# ---------------------------------------------------------------- installers (docs/adr/0060; each does its own set-up)

VERSION = $(shell $(PYTHON) -c 'import sys; sys.path.insert(0, "build/installers"); import release_file; print(release_file.version())')
PACK := build/installers
FREEZER := build/_work/freeze
SHIPPED := $(shell find desktop assets courses installer.spec pyproject.toml requirements-build.lock NOTICE LICENSE \
	$(PACK) -type f -not -path '*/__pycache__/*' -not -path '$(PACK)/windows*' -not -name '* *' 2>/dev/null)

$(FREEZER)/.ready: requirements-build.lock
	@mkdir -p build/_work
	@test -x $(FREEZER)/bin/python || "$(PYTHON)" -m venv $(FREEZER)
	@$(FREEZER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	@touch $@

installer: $(FREEZER)/.ready  ## the program as a folder, dist/doorstep, with this machine's Python: for trying out
	@build/system_libs.sh
	@$(PACK)/linux/host_python.sh $(FREEZER)/bin/python
	@$(FREEZER)/bin/python $(PACK)/freeze.py dist/doorstep

build/_work/tree-%.made: $(SHIPPED)
	@$(PACK)/linux/builder.sh $* build/_work/tree-$*
	@touch $@

deb: $(READY) build/_work/tree-bookworm.made  ## the Debian package (Debian 12 and later); needs root for a chroot
	@$(BIN)/python $(PACK)/tree_check.py build/_work/tree-bookworm --glibc 2.36
	@$(BIN)/python $(PACK)/deb.py build/_work/tree-bookworm dist/doorstep_$(VERSION)_amd64.deb deb

deb-lowglibc: $(READY) build/_work/tree-bullseye.made  ## the package for older systems (glibc 2.31); needs root
	@$(BIN)/python $(PACK)/tree_check.py build/_work/tree-bullseye --glibc 2.31
	@$(BIN)/python $(PACK)/deb.py build/_work/tree-bullseye dist/doorstep_$(VERSION)_amd64-glibc2.31.deb deb-glibc2.31

portable: $(READY) build/_work/tree-bullseye.made  ## the Linux folder for a stick, .tar.xz (glibc 2.31); needs root
	@$(BIN)/python $(PACK)/tree_check.py build/_work/tree-bullseye --glibc 2.31
	@$(BIN)/python $(PACK)/portable.py build/_work/tree-bullseye dist/Doorstep-$(VERSION)-linux-x86_64.tar.xz

windows: $(READY)  ## setup.exe and the Windows folder for a stick, built under Wine; needs root
	@$(PACK)/windows.sh

release: $(READY)  ## bills of materials, SHA256SUMS and the signed list of what lies in dist/
	@$(BIN)/python $(PACK)/bills.py dist
	@$(BIN)/python $(PACK)/release.py list

test-packages: $(READY) $(FREEZER)/.ready  ## install, run, upgrade and remove the packages in clean chroots (root, long)
	@build/with_display.sh $(BIN)/python -m pytest -n 0 tests/packages

test-packages-quick: $(READY) $(FREEZER)/.ready  ## freeze here and let the frozen program test itself
	@$(BIN)/python -m pytest -n 0 -m quick tests/packages

test-ime: $(READY)  ## keys and composition in a session with a real pinyin input method (ibus; root installs it)
	@command -v ibus-daemon xdotool openbox dbus-run-session >/dev/null || { apt-get update -qq; apt-get install -y -qq \
		--no-install-recommends ibus ibus-libpinyin dbus-x11 dconf-cli dconf-gsettings-backend openbox xdotool >/dev/null; }
	@DOORSTEP_VIRTUAL=1 build/with_display.sh dbus-run-session -- tests/ime/session.sh

sizes: $(READY)  ## what the packages weigh, part by part, and how fast the installed program starts
	@build/with_display.sh $(BIN)/python $(PACK)/sizes.py

twice: $(READY) $(FREEZER)/.ready  ## build the Linux packages from two clean checkouts and compare every byte (root, long)
	@$(PACK)/twice.sh

clean:  ## everything that can be made again
	@! grep -q " $(CURDIR)/build/_work/" /proc/mounts || { echo "a chroot is in use: build/installers/chroot.sh drop FOLDER" >&2; \
		grep -o " $(CURDIR)/build/_work/[^ ]*" /proc/mounts >&2; exit 1; }
	rm -rf --one-file-system $(VENV) build/_work demo dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find desktop tests build -name __pycache__ -type d -prune -exec rm -rf {} +
