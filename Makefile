# Earshot: every target that people and CI use. `make` alone prints them by topic.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXTRAS ?= distributed,dev
.DEFAULT_GOAL := help

##@ Start
.PHONY: help setup demo
help: ## Show this help
	@awk 'BEGIN {FS = ":.*##"} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-zA-Z_-]+:.*##/ {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## Make .venv and install Earshot with everything that the tests need

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[$(EXTRAS)]'
	touch $@

demo: setup ## Compose a short video, index it, search it, print the moments
	$(BIN)/python deploy/demo/demo.py

##@ Check
.PHONY: test lint types arch suite format
test: lint types arch suite ## Lint, types, import contracts and the whole suite

lint: setup ## Ruff (rules and format) and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell README.md shared services tests deploy

types: setup ## mypy --strict
	$(BIN)/mypy shared services deploy tests

arch: setup ## Import contracts between the rooms
	$(BIN)/lint-imports

suite: setup ## The tests
	$(BIN)/python -m pytest

format: setup ## Format and apply safe fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

##@ Measure
.PHONY: bench
bench: setup ## Run the benchmarks and print their tables
	$(BIN)/python -m tests.bench

##@ Tidy
.PHONY: clean
clean: ## Remove what was built here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
