# Nightdoor's commands. `make help` lists them: it reads the words behind `##`.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test env engine npm check lint types imports tests bench screens hooks doctor clean

BOOTSTRAP = "$$(sh scripts/find-python.sh)" scripts/bootstrap.py
NIGHTDOOR = .venv/bin/python -m nightdoor
NPM_FOLDERS = tests/browser-tools tests/emulator-spec

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: env ## play a demonstration night: install what is missing, train, migrate, seed, start everything
	@exec $(NIGHTDOOR) --demo up

test: env engine npm check tests ## everything that CI runs; names what this machine is missing

env: ## make or freshen both environments: ours, and the dialogue engine's
	@$(BOOTSTRAP) modern engine

engine: env ## train the dialogue engine, if its training data changed
	@.venv/bin/python -m bot.engine.run train

npm: ## fetch the test tools that come from npm, where npm is
	@if command -v npm >/dev/null; then \
	  for folder in $(NPM_FOLDERS); do \
	    sh scripts/npm-ci.sh $$folder || exit 1; \
	  done; \
	else echo "No npm here: the tests that need it are left out."; fi

check: lint types imports ## style, types and import contracts

lint: ## ruff: rules and layout
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: ## mypy, strict
	.venv/bin/mypy

imports: ## who may import whom
	.venv/bin/lint-imports

tests: ## pytest alone, two files at a time: the journeys wait more than they work
	.venv/bin/python -m pytest -n 2 --dist loadfile

bench: env engine ## measure speed and memory, beside stock Rasa, in one run
	@.venv/bin/python -m bench

screens: env npm ## take the README's pictures anew
	NIGHTDOOR_SHOTS=docs/screens .venv/bin/python -m pytest -q tests/journeys/browser/test_chat_crisis.py \
	  tests/journeys/browser/test_staff_duty.py tests/journeys/browser/test_staff_morning.py
	cd docs/screens && rm -f *-dark.png duty-*.png conversation-*.png alert-desk.png queue-phone.png case-phone.png

hooks: env ## check what you commit before it is committed
	.venv/bin/pre-commit install

doctor: ## say what is wrong with the demonstration here, and what to do
	@$(NIGHTDOOR) --demo doctor

clean: ## forget environments, models and the demonstration's night
	rm -rf .venv .tools bot/engine/.venv models var
