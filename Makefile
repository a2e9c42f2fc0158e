# `make demo` and `make test` are all a fresh machine needs: each first makes .venv and, where it can, installs
# LibreOffice Writer. `make check` is what a change must pass besides the tests.

BIN := .venv/bin
PYTEST_WORKERS ?= 2
export PIP_NO_INPUT := 1

.PHONY: help demo test sweep bench check ready office readme pins wheel clean
.PHONY: format lint types contracts unused dependencies lists

help:
	@echo "make demo    the whole chain on the samples, into output/demo"
	@echo "make test    the test suite"
	@echo "make sweep   full counts over all districts, into benchmarks/RESULTS.md"
	@echo "make bench   how fast letters are filled and returns taken in, beside other tools"
	@echo "make check   format, lint, types, contracts, unused, dependencies, lists (of the README)"
	@echo "make readme  print the READMEs' lists from the code again"
	@echo "make pins    write requirements*.txt from what .venv holds"
	@echo "make wheel   the installable package, into dist"
	@echo "make clean   remove .venv, dist, caches and output/demo"

demo: ready office
	@$(BIN)/loc demo output/demo

test: ready office
	@$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist loadfile -rs

sweep: ready office
	@PYTHONPATH=.:tests:samples $(BIN)/python benchmarks/sweep.py

bench: ready
	@$(BIN)/python -m pip install --quiet docx-mailmerge2 pdf2image
	@$(BIN)/python benchmarks/fill.py
	@PYTHONPATH=tests:samples $(BIN)/python benchmarks/receive.py

check: format lint types contracts unused dependencies lists

format: ready
	@echo "check: format" && $(BIN)/ruff format --quiet --check .

lint: ready
	@echo "check: lint" && $(BIN)/ruff check --quiet .

types: ready
	@echo "check: types" && $(BIN)/mypy --no-error-summary

contracts: ready
	@echo "check: import contracts"
	@$(BIN)/lint-imports --no-logo >.venv/contracts.txt || { cat .venv/contracts.txt; exit 1; }

unused: ready
	@echo "check: unused code" && $(BIN)/vulture

dependencies: ready
	@echo "check: dependencies"
	@$(BIN)/deptry --no-ansi loc_builder samples templates 2>.venv/dependencies.txt || { cat .venv/dependencies.txt; exit 1; }

lists: ready
	@echo "check: the READMEs' lists"
	@$(BIN)/cog -I .ci --check --diff --check-fail-msg="run: make readme" --verbosity=0 README.md templates/README.md

readme: ready
	@$(BIN)/cog -I .ci -r README.md templates/README.md

pins: ready
	@$(BIN)/python .ci/pins.py

wheel: ready
	@$(BIN)/hatchling build -t wheel -d dist

ready: .venv/ready

.venv/ready: requirements.txt requirements-dev.txt pyproject.toml .ci/setup.sh
	@sh .ci/setup.sh venv

# A tree that was moved or copied has a .venv that still points to the old place.
ifneq ($(shell cat .venv/ready 2>/dev/null),$(CURDIR))
.venv/ready: elsewhere
.PHONY: elsewhere
elsewhere:
endif

office:
	@sh .ci/setup.sh office

clean:
	@rm -rf .venv dist output/demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find loc_builder tests samples templates benchmarks .ci -name __pycache__ -type d -prune -exec rm -rf {} +
