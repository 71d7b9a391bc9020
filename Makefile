# `make demo` and `make test` are all that a fresh clone needs; both set up what they use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Applies to build environments as well, so that nothing unpinned is ever installed.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test quick lint types bench bench-peers fuzz formats hostile faults offline licences sbom audit fuzz-api ablation lock notebooks page clean

help:
	@echo "make demo       set up, build the graph of the sample plans, ask it a few questions"
	@echo "make test       set up, then lint, type check and run every test"
	@echo "make quick      the tests without the slow ones"
	@echo "make lint types the two checks on their own"
	@echo "make bench      speed as ratios against named peers"
	@echo "make bench-peers a served search over 100,000 tasks beside LanceDB and txtai; takes half an hour"
	@echo "make fuzz       an hour of made-up files and questions for everything that takes input from outside"
	@echo "make formats    what reading a plan as Word, PDF, scan or old encoding loses, field by field; takes an hour"
	@echo "make hostile    files made to harm: what each costs, and whether a server beside them answers"
	@echo "make faults     200 killed builds, a fault at every operation on the disk, every file damaged"
	@echo "make offline    every test on a machine without network (Linux namespaces)"
	@echo "make licences   the licences of what is needed at run time"
	@echo "make sbom       sbom.json, the bill of materials (CycloneDX)"
	@echo "make audit      known vulnerabilities of the pinned packages; asks a service on the network"
	@echo "make fuzz-api   10,000 made-up requests to the HTTP API, each answer held to its description"
	@echo "make ablation   what each part of the search gives, measured anew into docs/search.md"
	@echo "make notebooks  write the .ipynb files anew from their .py files"
	@echo "make page       fetch the JavaScript libraries of the page anew (the installation does it by itself)"
	@echo "make lock       write constraints.txt anew from the installed versions"
	@echo "make clean      remove the environment and everything that was built"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "plankg needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# One stamp for each set of extras, made anew when the pins or the project file change.
$(VENV)/.demo: $(BIN)/python pyproject.toml constraints.txt package-lock.json
	$(BIN)/python -m pip install --quiet --editable '.[models]'
	@touch $@

# Without a registry of npm packages the tests that need their libraries are skipped, and say so.
$(VENV)/.test: $(BIN)/python pyproject.toml constraints.txt package-lock.json
	$(BIN)/python -m pip install --quiet --editable '.[models,notebooks,dev]'
	-$(BIN)/python scripts/page_libraries.py --tests
	@touch $@ $(VENV)/.demo

$(VENV)/.bench: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --editable '.[models,bench]'
	@touch $@

demo: $(VENV)/.demo
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash scripts/demo.sh

test: lint types
	$(BIN)/python -m pytest -n 2 --dist loadfile

quick: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist loadfile -m 'not slow'

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

# The four run whatever the one before found; the status is that of the worst.
bench: $(VENV)/.bench
	@status=0; for name in grammar citations plans start; do $(BIN)/python -m benchmarks.$$name || status=1; done; exit $$status

fuzz: $(VENV)/.test
	$(BIN)/python -m benchmarks.fuzz

formats: $(VENV)/.test
	$(BIN)/python -m benchmarks.formats

hostile: $(VENV)/.test
	$(BIN)/python -m benchmarks.hostile_files

faults: $(VENV)/.test
	$(BIN)/python -m benchmarks.faults

offline: $(VENV)/.test
	bash scripts/offline.sh $(BIN)/python -m pytest -n 2 --dist loadfile

licences: $(VENV)/.test
	$(BIN)/python scripts/licences.py

# In an environment of their own: they look at ours from outside, and are no part of it.
$(VENV)/audit/bin/python:
	$(PYTHON) -m venv $(VENV)/audit
	PIP_CONSTRAINT= $(VENV)/audit/bin/python -m pip install --quiet 'cyclonedx-bom>=7,<8' 'pip-audit>=2.9,<3'

sbom: $(VENV)/.demo $(VENV)/audit/bin/python
	$(VENV)/audit/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o sbom.json $(BIN)/python

audit: $(VENV)/audit/bin/python
	$(VENV)/audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip

fuzz-api: $(VENV)/.test
	PLANKG_FUZZ=10000 $(BIN)/python -m pytest tests/api/test_fuzz.py -s -q

# The peers have an environment of their own: nothing of them is needed by, or stays with, the program.
$(VENV)/peers/.made: pyproject.toml constraints.txt benchmarks/peers.txt
	$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip install --quiet --editable . --requirement benchmarks/peers.txt
	@touch $@

bench-peers: $(VENV)/peers/.made
	$(VENV)/peers/bin/python -m benchmarks.peers --folder $(VENV)/peers/data

ablation: $(VENV)/.demo
	$(BIN)/python -m benchmarks.search_ablation

page: $(VENV)/.test
	$(BIN)/python scripts/page_libraries.py --tests

notebooks: $(VENV)/.test
	$(BIN)/jupytext --quiet --to ipynb notebooks/*.py

lock: $(VENV)/.test $(VENV)/.bench
	$(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//' > constraints.txt

clean:
	rm -rf $(VENV) .plankg demo node_modules api/page/vendor build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
