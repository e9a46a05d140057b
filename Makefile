.DEFAULT_GOAL := help
.PHONY: help setup env run chat test lint types unit faults lock bench time-eval nlu-eval clean
# Silent recipes: what a step says of itself is enough.
MAKEFLAGS += --no-print-directory

# The first Python that starts. A version manager's stand-in may refuse to.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	$$p -c 'import venv' >/dev/null 2>&1 && echo $$p && break; done)
APP := .venv/app/bin/python
# What tests install and start is theirs to choose: make test PARTS="lint unit"
PARTS ?=

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Build both environments, the chat page, .env and the model, as far as they changed
	@$(if $(PYTHON),,echo "Python 3.8 or newer is needed to start: install python3, or name one: make PYTHON=…"; exit 1)
	@$(PYTHON) -m scripts.setup

env: ## Write .env with random secrets, and nothing else
	@$(PYTHON) -m scripts.setup --only settings

run: setup ## Start everything: the chat page, the bot, and a Calendly to try it with
	@exec $(APP) -m parley up

chat: ## Chat with a running Parley in the terminal
	@$(APP) -m scripts.chat

test: setup-dev ## Run every test and check (PARTS="lint unit" for some)
	@$(APP) -m scripts.testing $(PARTS)

lint: setup-dev ## Check style and format
	@$(APP) -m scripts.testing lint

types: setup-dev ## Check types
	@$(APP) -m scripts.testing types

unit: setup-dev ## Run the tests that need no running stack
	@$(APP) -m scripts.testing unit

faults: setup-dev ## Break everything while people book (CONVERSATIONS=500 SEED=1 MINUTES=30 SCALED=1: two of each)
	@$(APP) -m tests.faults $(if $(CONVERSATIONS),--conversations $(CONVERSATIONS)) $(if $(SEED),--seed $(SEED)) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SCALED),--scaled)

time-eval: setup-dev ## Measure how words become times (CORPUS=file: with Duckling's corpus)
	@$(APP) -m benchmarks.time_eval $(CORPUS)

bench: setup-dev ## Measure, beside stock Rasa, in one run
	@$(APP) -m benchmarks

nlu-eval: setup-dev ## Measure understanding (SET=phrases.jsonl HALF=A; BASELINE=1: beside stock Rasa's pipeline)
	@.venv/rasa/bin/python -W ignore -m benchmarks.nlu $(if $(SET),--set $(SET)) $(if $(HALF),--half $(HALF)) $(if $(BASELINE),--baseline)

lock: ## Rebuild the lock files from pyproject.toml (UPGRADE=1: with the newest of everything)
	@$(PYTHON) -m scripts.lock $(if $(UPGRADE),--upgrade)

clean: ## Remove what was built: environments, page, models. Keeps .env and var/
	@rm -rf .venv models web/dist web/node_modules .mypy_cache .ruff_cache .pytest_cache .rasa

.PHONY: setup-dev
setup-dev:
	@$(PYTHON) -m scripts.setup --dev
