# Everything runs in .venv, made here from requirements.txt: python3 (3.11 or later) and make are all it takes.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: help report test check house same freeze lab pages axe spark docs bench versions requirements clean

help:
	@echo "make report        documents in data/raw -> data/processed and reports"
	@echo "make test          all tests"
	@echo "make check         style (ruff) and types (mypy)"
	@echo "make house         (part of check) the shape of the package, measured against its limits"
	@echo "make same          what is read and made now is what is frozen in tests/frozen"
	@echo "make freeze        freeze it anew, after a change of it that has its line in CHANGELOG.md"
	@echo "make lab           the notebooks in JupyterLab"
	@echo "make pages         the notebooks as HTML pages in reports/notebooks"
	@echo "make docs          the pages of docs/ that follow from the package: the command line, the data dictionary"
	@echo "make axe           what tests the pages for accessibility, in a browser: then make test does"
	@echo "make spark         Spark, to test totals with where there is Java: then make test does"
	@echo "make bench         time and memory: a build, prose, a workbook, many documents, all municipalities, totals, a review; killed builds, damaged documents"
	@echo "make versions      the wheel with the lowest and the newest versions that it allows, under each Python that is here"
	@echo "make requirements  new pins in requirements.txt"
	@echo "make clean         remove .venv and caches"

report: $(STAMP)
	$(BIN)/ehealth-stats build

test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses logical --dist loadfile

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/house.py

house: $(STAMP)
	$(BIN)/python tests/house.py

same: $(STAMP)
	$(BIN)/python tests/same.py

freeze: $(STAMP)
	$(BIN)/python tests/same.py --freeze

lab: $(STAMP)
	$(BIN)/jupyter lab notebooks

pages: $(STAMP)
	$(BIN)/jupyter nbconvert --to html --execute --output-dir reports/notebooks --log-level WARN \
	  --ExecutePreprocessor.store_widget_state=False --TemplateExporter.extra_template_basedirs=notebooks/template --template page notebooks/*.ipynb

docs: $(STAMP)
	$(BIN)/python docs/generate.py

# What the tests of accessibility need beside a browser; without it they are skipped.
AXE := build/axe/axe_playwright_python/axe.min.js

axe: $(AXE)

$(AXE): tests/axe.txt $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --upgrade \
	  --target build/axe --requirement tests/axe.txt
	@touch $@

# Spark is large (500 MB): its tests are skipped without it, or without Java.
SPARK := build/spark/pyspark/version.py

spark: $(SPARK)

$(SPARK): tests/spark.txt $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --upgrade \
	  --target build/spark --requirement tests/spark.txt
	@touch $@

bench: $(STAMP)
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/quantities.py
	$(BIN)/python benchmarks/workbook.py
	$(BIN)/python benchmarks/documents.py
	$(BIN)/python benchmarks/municipalities.py
	$(BIN)/python benchmarks/totals.py
	$(BIN)/python benchmarks/engines.py
	$(BIN)/python benchmarks/review.py
	$(BIN)/python benchmarks/faults.py
	$(BIN)/python benchmarks/damaged.py

# Some Pythons only: make versions PYTHONS=3.12
PYTHONS ?= 3.11 3.12 3.13 3.14
versions:
	$(PYTHON) -m venv build/pins
	build/pins/bin/pip install --quiet uv
	$(PYTHON) tests/versions.py --uv build/pins/bin/uv --pythons $(PYTHONS)

# Pins for every platform and Python from 3.11 on. hatchling and editables build the package itself.
requirements:
	$(PYTHON) -m venv build/pins
	build/pins/bin/pip install --quiet uv
	printf 'hatchling\neditables\n' | build/pins/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-package ehealth-stats --extra notebooks --extra dev \
	  --upgrade --output-file requirements.txt pyproject.toml -

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests notebooks benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "$(PYTHON) was not found: install Python 3.11 or later, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is older than 3.11: install Python 3.11 or later, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) has no venv module: install it (Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Changes one comparison, sign or number in analysis at a time and expects a test to fail: takes an hour.
# Some modules or folders, of ingestion, languages, schema or codelists too:
# make mutate MODULES="analysis/progress/pace.py ingestion/recipes/table"
.PHONY: mutate
mutate: $(STAMP)
	$(BIN)/python tests/mutate.py $(MODULES)
