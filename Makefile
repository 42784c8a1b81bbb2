# Everything from a clean clone, with only Python and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint lock clean

demo: .venv/ready ## set up, run the whole pipeline on the bundled shop
	$(BIN)/lgs demo

test: .venv/ready ## set up, run all tests
	scripts/install-browser
	scripts/install-img2dataset
	$(BIN)/pytest --numprocesses 3 --dist loadfile

lint: .venv/ready ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: .venv/ready ## write the installed versions down
	{ sed -n '/^#/p' constraints.txt; $(BIN)/pip freeze --exclude-editable; } > constraints.new
	mv constraints.new constraints.txt

clean: ## remove what the other targets made
	rm -rf .venv .img2dataset lgs-demo

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	touch $@
