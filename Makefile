# Start here: `make run` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help run test setup train check format static

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 14

run: setup ## Set up, start everything and print the links; Ctrl-C stops it
	@.venv/bin/beforehand serve

test: setup ## Set up, check the code and run every test
	@scripts/check
	@.venv/bin/beforehand train --if-changed
	@scripts/test

setup: ## Make both environments match their lock files
	@python3 scripts/setup.py

train: setup ## Train the model again
	@.venv/bin/beforehand train

check: setup ## Lint, format check, types, import rules
	@scripts/check

format: setup ## Put the code in the house's format
	@scripts/format

static: ## Build web/static from widget/ again (wants Node 20)
	@npm --prefix widget ci --silent && npm --prefix widget run --silent build
