# Everything a newcomer needs. `make warehouse` and `make test` start from nothing but Python >= 3.11 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MADE_UP := tests/text tests/inputs tests/reader tests/warehouse
# Where `dagster dev` keeps its history; outside of git.
export DAGSTER_HOME ?= $(CURDIR)/.dagster
export DAGSTER_DISABLE_TELEMETRY := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help warehouse test test-browser test-clients test-crash test-fuzz test-ray bench fuzz crash dev docs format lock clean

help:            ## list the targets
	@grep -E '^[a-z-]+: .*##|^[a-z-]+:  +##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

warehouse: $(VENV)/installed   ## build warehouse.duckdb from the input folders, and say what is in it
	$(BIN)/python -m pipelines build

test: $(VENV)/installed        ## lint, types and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/crash

test-crash: $(VENV)/installed  ## kill builds, fill disks, read through publishes
	$(BIN)/pytest -q -n 2 --dist loadfile tests/crash

test-fuzz: $(VENV)/installed   ## the tests with made-up inputs, 2,000 examples each
	HYPOTHESIS_PROFILE=ci $(BIN)/pytest -q -n 2 -m hypothesis $(MADE_UP)

test-browser: $(VENV)/browser  ## the reader's pages in a real headless chromium, which must be installed
	$(BIN)/pytest -q tests/browser

test-clients: $(VENV)/duckdb-1.4  ## the warehouse in the command line of an older DuckDB
	$(BIN)/pytest -q tests/clients

test-ray: $(VENV)/ray          ## the stages on a Ray cluster of two nodes, on this machine
	$(BIN)/pytest -q tests/ray

bench: $(VENV)/bench           ## measure against named peers, one table; FULL=1 takes hours
	$(BIN)/python -m bench $(if $(FULL),--full)

fuzz: $(VENV)/installed        ## the tests with made-up inputs, 20,000 examples each
	HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest -q -m hypothesis $(MADE_UP)

crash: $(VENV)/installed       ## kill builds, compactions and forgets 300 times, and print what came of it
	$(BIN)/python -m tests.crash --kills 300
	HYPOTHESIS_PROFILE=ci $(BIN)/pytest -q tests/crash/test_readers.py

dev: $(VENV)/installed $(DAGSTER_HOME)/dagster.yaml   ## open the Dagster UI on http://127.0.0.1:3000
	NEWSLEDGER_AUTOMATION=on $(BIN)/dagster dev -w workspace.yaml -h 127.0.0.1

docs: $(VENV)/installed        ## make the generated pages anew: answers in README.md, the dictionary, the tour
	$(BIN)/python -m scripts.build_readme
	$(BIN)/python -m scripts.build_numbers_doc
	$(BIN)/python -m scripts.build_dictionary
	$(BIN)/python -m scripts.run_tour

format: $(VENV)/installed      ## rewrite the code in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:            ## pin every dependency anew, with hashes, for all supported Pythons
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet "uv>=0.9"
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header --upgrade --extra dev --output-file requirements.lock pyproject.toml requirements-build.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header --constraint requirements.lock --output-file requirements-build.lock requirements-build.in
	echo "playwright>=1.60" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --no-header --constraint requirements.lock --upgrade \
	    --output-file requirements-browser.lock -
	echo "duckdb-cli==1.4.*" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --no-header --upgrade --output-file requirements-clients.lock -
	echo "ray>=2.60,<3" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --no-header --constraint requirements.lock --upgrade \
	    --output-file requirements-ray.lock -
	printf '%s\n' "jionlp>=1.5.31" "justext>=3.0" "readability-lxml>=0.8" "trafilatura>=2.0" | \
	    $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header --constraint requirements.lock --upgrade --output-file requirements-bench.lock -

clean:           ## remove what was built; the inputs and the lock stay
	rm -rf $(VENV) .warehouse warehouse.duckdb .mypy_cache .pytest_cache .ruff_cache .hypothesis

# jieba comes as source: what builds it is pinned too, and installed first.
$(VENV)/installed: requirements-build.lock requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsledger needs Python 3.11 or newer; run: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements-build.lock
	$(BIN)/pip install --quiet --require-hashes --no-deps --no-build-isolation -r requirements.lock
	touch $@

$(VENV)/browser: $(VENV)/installed requirements-browser.lock
	$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements-browser.lock
	touch $@

$(VENV)/ray: $(VENV)/installed requirements-ray.lock
	$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements-ray.lock
	touch $@

# Peers that are measured and never needed, in a folder of their own; jiojio, of JioNLP, is under the GPL.
$(VENV)/bench: $(VENV)/installed requirements-bench.lock
	rm -rf $@
	$(BIN)/pip install --quiet --require-hashes --no-deps --target $@ -r requirements-bench.lock
	touch $@

$(VENV)/duckdb-1.4: $(VENV)/installed requirements-clients.lock
	$(BIN)/pip install --quiet --require-hashes --no-deps --target $@ -r requirements-clients.lock
	touch $@

$(DAGSTER_HOME)/dagster.yaml: dagster.yaml
	mkdir -p $(DAGSTER_HOME)
	cp dagster.yaml $@
