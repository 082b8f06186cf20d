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

demo: setup web-if-possible ## Compose a short video, index it, search it, print the moments
	$(BIN)/python deploy/demo/demo.py

##@ The page
.PHONY: web web-if-possible web-check api
WEB := $(BIN)/python -m earshot_web
web: setup ## Build the page with the system's Node.js, else with the one in a Python wheel
	$(WEB) build

web-if-possible: setup
	@$(WEB) build || echo "Without the page: make web says what it needs. All else works."

web-check: setup ## ESLint, TypeScript's strict types, and Vitest
	$(WEB) lint types test

api: setup ## Make the page's api.ts anew from the routes of the service
	$(BIN)/python services/web/tools/dump_openapi.py services/web/openapi.json
	$(WEB) api

##@ Several machines, in containers
.PHONY: up down logs images
up: .env ## Write .env once, build the images, start all of docker-compose.yml
	docker compose up --build --detach --wait
	@echo "Earshot answers on http://127.0.0.1:$$(sed -n 's/^EARSHOT_PORT=//p' .env)"

.env:
	deploy/make-env.sh

down: ## Stop the containers; the volumes with all data stay
	docker compose down

logs: ## Follow what all containers say
	docker compose logs --follow --tail 100

images: ## Build the images
	docker compose build

##@ Several processes, without containers
.PHONY: stack stack-down demo-stack chaos
STACK := PYTHONPATH=deploy/native $(BIN)/python -m earshot_stack
stack: setup ## Start Redis, MinIO and Elasticsearch on free loopback ports
	$(STACK) up

stack-down: setup ## Stop them and drop their data
	$(STACK) down

demo-stack: setup ## The demo on the real servers, with three worker processes
	PYTHONPATH=deploy/native $(BIN)/python deploy/demo/demo_on_stack.py

chaos: setup ## 50 videos, 30 kills, every server lost once (the long form; half an hour)
	EARSHOT_TEST_CHAOS=1 $(BIN)/python -m pytest tests/e2e/test_stack_faults.py -s

##@ Check
.PHONY: test lint types arch suite oracles format
test: lint types arch web web-check suite ## Lint, types, contracts, the page and the whole suite

lint: setup ## Ruff (rules and format) and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell README.md shared services tests deploy

types: setup ## mypy --strict
	$(BIN)/mypy shared services deploy tests

arch: setup ## Import contracts between the rooms
	$(BIN)/lint-imports

oracles: setup ## Build what the metrics are checked against, in an environment of its own (0.5 GB)
	$(BIN)/python -m tests.ml.oracles.environment

suite: setup ## The tests
	$(BIN)/python -m pytest

format: setup ## Format and apply safe fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

##@ Measure
.PHONY: bench bench-stack
bench: setup ## Run the benchmarks and print their tables
	PYTHONPATH=deploy/native $(BIN)/python -m tests.bench

bench-stack: setup ## A million events, workers and uploads on the real servers; writes deploy/SCALE.md
	PYTHONPATH=deploy/native $(BIN)/python -m tests.bench.stack

##@ Tidy
.PHONY: clean
clean: ## Remove what was built here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
