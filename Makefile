# Two commands matter: `make run` and `make test`. README.md explains the rest.
# Needed: Python 3.11 or newer with venv, and make. Everything else is fetched.

PYTHON ?= python3
VENV := .venv/bin/python
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run stop reset test check bench shots messages manage format lock ready ready-dev

help:       ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

ready:
	@$(PYTHON) tools/bootstrap.py

ready-dev:
	@$(PYTHON) tools/bootstrap.py --dev

run: ready  ## start the portal with demo data on 127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(VENV) -m tools.run

stop: ready ## stop a running portal
	@exec $(VENV) -m tools.state stop

reset: ready ## stop the portal and delete its database, files and logs
	@exec $(VENV) -m tools.state reset

test: ready-dev ## run every test on throw-away services (ARGS="tests/web -k name" for some)
	@exec $(VENV) -m tools.test $(ARGS)

check: ready-dev ## style, types, layers, migrations, translations, deployment settings
	@exec $(VENV) -m tools.check

bench: ready-dev ## measure the portal at full size and print one table
	@exec $(VENV) -m tools.with_services --durable -- $(VENV) -m benchmarks $(ARGS)

shots: ready-dev ## take the user guide's screenshots again
	@exec $(VENV) -m tools.with_services -- $(VENV) -m tools.shots $(ARGS)

messages: ready-dev ## bring the Chinese catalogue in line with the sources
	@exec $(VENV) -m tools.catalogue update $(ARGS)

manage: ready ## run a management command: make manage ARGS="due 15WD --start 2026-09-21"
	@exec $(VENV) manage.py $(ARGS)

format: ready-dev ## put the code in the house style
	@$(VENV) -m ruff check --fix --quiet . ; exec $(VENV) -m ruff format --quiet .

lock: ready-dev ## write the two package locks (ARGS=--upgrade chooses all versions anew)
	@exec $(VENV) -m tools.lock $(ARGS)
