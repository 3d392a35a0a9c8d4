# Four Pillars. `make` alone lists the targets; the text after ## is what it shows.
# README.md gives the steps for a system without make.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
LOCK_TOOL := build/lock
LITE := build/lite
PROXY := build/proxy/node_modules/.bin/configurable-http-proxy

# An exported MPLBACKEND would switch off the notebooks' inline pictures.
unexport MPLBACKEND

.DEFAULT_GOAL := help
.PHONY: help lab test soak mutants lint notebooks check-notebooks site bench hub hub-ready lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

lab: $(READY) ## open your own copy of the notebooks in JupyterLab (installs the course into .venv the first time)
	$(PY) -m tools.own_copy
	$(PY) -m jupyterlab my-notebooks

# What a learner did is neither read nor written by what checks the course.
test soak notebooks site bench: export FOUR_PILLARS_PROGRESS = off

# Three processes for two cores, as a test in the browser waits half its time; each with one thread, as a linear algebra
# library's own would get in the way.
test: export OPENBLAS_NUM_THREADS = 1
test: lint check-notebooks ## run every check: lint, notebooks' form, tests, doctests, browser, notebooks' outputs
	$(PY) -m pytest --numprocesses=3 --nbval --nbval-cell-timeout=120 tests helpers tools notebooks

soak: export OPENBLAS_NUM_THREADS = 1
soak: $(READY) ## move every explorer 10,000 times at random, half an hour in all (not part of make test)
	$(PY) -m pytest tests/explorers/test_contract.py -k test_many_moves --moves 10000 --capture=no --verbose

mutants: $(READY) ## measure how many changed right answers the exercises' checks accept (not part of make test)
	$(PY) -m tests.exercises.mutants

lint: $(READY) ## check style and formatting with ruff
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

notebooks: $(READY) ## execute the notebooks, store their outputs in normal form, and write the readers' index
	$(PY) -m tools.notebooks write
	$(PY) -m tools.contents write
	$(PY) -m tools.teaching write

check-notebooks: $(READY) ## check the stored notebooks and the readers' pages without executing them
	$(PY) -m tools.notebooks check
	$(PY) -m tools.contents check
	$(PY) -m tools.teaching check
	$(PY) -m tools.elsewhere

site: export OPENBLAS_NUM_THREADS = 1
site: $(READY) $(LITE) ## record every explorer and write the course as pages, with JupyterLite, to build/site
	$(PY) -m tools.site
	$(PY) -m tools.site.lite

bench: $(READY) ## measure slider-to-pixel times and the notebooks' run time
	$(PY) -m benchmarks

hub: hub-ready ## try a JupyterHub with the course on this machine (wants Node.js, and a HUB_PASSWORD)
	PATH="$(CURDIR)/$(dir $(PROXY)):$$PATH" $(PY) -m jupyterhub --config etc/jupyterhub/try_config.py

hub-ready: $(PROXY) ## install what a hub needs besides the course: JupyterHub and its proxy

$(PROXY): $(READY)
	$(PY) -m pip install --no-build-isolation --editable '.[hub]'
	npm install --no-audit --no-fund --prefix build/proxy configurable-http-proxy@5
	@touch $@

# Beside the environment, as JupyterLab would load JupyterLite's extension.
$(LITE): $(READY) tools/site/lite.lock
	$(PY) -m pip install --quiet --no-deps --require-hashes --upgrade --target $@ --requirement tools/site/lite.lock
	@touch $@

lock: ## rewrite requirements.lock (versions and hashes) from pyproject.toml
	$(PYTHON) -m venv $(LOCK_TOOL)
	$(LOCK_TOOL)/bin/python -m pip install --quiet uv
	$(LOCK_TOOL)/bin/uv --no-config pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --upgrade --quiet --output-file requirements.lock

clean: ## remove all that make has created, .venv included; your own copy of the notebooks stays
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One environment for learning and for testing. The lock is for Linux, macOS and Windows and every Python from 3.11 on;
# it holds the build backend too, so the last step fetches nothing.
$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Four Pillars needs Python 3.11 or newer; '$(PYTHON)' is: $$($(PYTHON) --version 2>&1)." \
		"Name another one: make PYTHON=python3.13 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --require-hashes --requirement requirements.lock
	$(PY) -m pip install --no-deps --no-build-isolation --editable .
	@touch $@
