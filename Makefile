# The only verbs. Needs make and Python 3.11 or newer, nothing else; `make help` lists them.
PYTHON ?= python3
VENV ?= .venv
AS ?= officer
ID ?=
BENCH ?=
ROWS ?=
IN ?=
VERSION ?=
SERVICE ?=
VERB ?=
SEED ?= 2047
KILLS ?= 1000
TO ?=
FROM ?=
SHELL := /bin/sh
RUN := $(VENV)/bin/python
STACK := $(RUN) -m local_stack
# The smaller lock serves to run the system, where there is one; the tests need the larger.
RUNTIME_LOCK := $(notdir $(firstword $(wildcard requirements/local.lock) requirements/development.lock))

.DEFAULT_GOAL := help
.PHONY: help up stop demo test chaos chaos-record lint trace token status run backup restore recover lock bench schemas release clean-state runtime development access walk-apis test-containers sbom audit

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

up: runtime ## start everything; Ctrl-C stops it
	@exec $(STACK) up

stop: runtime ## stop what `make up` started elsewhere
	@$(STACK) stop

demo: runtime ## take a list of 200 (ROWS=5: of 5) through its whole life and check it; IN=containers: there
	@$(STACK) demo $(ROWS) $(IN)

trace: runtime ## ID=<nomination>: its traces over all services as a waterfall
	@$(STACK) trace $(ID)

token: runtime ## AS=<person>: an access token for curl
	@$(STACK) token $(AS)

status: runtime ## outbox, letters, parked facts and readiness of every service
	@$(STACK) status

run: runtime ## SERVICE=<name> VERB="dead-letters list": a service's own verb, in its environment
	@$(STACK) run $(SERVICE) $(VERB)

backup: runtime ## TO=<folder>: a dump of every database with a manifest; the system may run meanwhile
	@$(STACK) backup $(TO)

restore: runtime ## FROM=<folder>: put a backup in the place of the databases; not while the system runs
	@$(STACK) restore $(FROM)

recover: runtime ## after a restore: take over what was published since, erase again what was erased since
	@$(STACK) recover

test: development ## everything, in parts: unit, integration, component, contract, architecture, browser
	@exec $(RUN) -m tests.everything

chaos: development ## SEED=… KILLS=…: the long form of tests/resilience; writes docs/resilience.md
	@exec $(RUN) -m tests.resilience.chaos --seed $(SEED) --kills $(KILLS)

chaos-record: development ## SECONDS=600 SEED=…: two writers of the record killed at random under load; writes docs/resilience.md
	@exec $(RUN) -m tests.resilience.killed_writers --seed $(SEED) --seconds $(SECONDS)

lint: development ## ruff, mypy, import contracts
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(VENV)/bin/lint-imports

lock: ## pin third parties anew (needs uv)
	@sh requirements/lock.sh

bench: development ## what each step costs beside its floor; BENCH="--quick" a fraction of everything, "--full" a million facts
	@$(RUN) -m tests.bench $(BENCH)

schemas: development ## write golden examples of new types, JSON Schemas, AsyncAPI anew
	@$(RUN) -m tests.contract.regenerate

release: development ## VERSION=<x.y.z>: keep wire, wheels, pins and database schemas in releases/, for ever
	@$(RUN) -m tests.contract.released $(VERSION)

test-containers: development ## the end-to-end test on docker compose: a list of 200, every check, a restart
	@CONTAINERS=yes $(RUN) -m pytest -q -s tests/end_to_end/test_in_containers.py

walk-apis: development ## EXAMPLES=300: generated requests against every OpenAPI document, the long form
	@EXAMPLES=$(or $(EXAMPLES),300) $(RUN) -m pytest -q tests/access/test_openapi.py

access: development ## write docs/access.md anew: who may ask for what
	@$(RUN) -m tests.access.page

sbom: development ## a CycloneDX bill of materials of each lock, and of what runs beside it, in dist/sbom
	@$(RUN) -m tests.supply.sbom

audit: development ## known vulnerabilities in the locks; 3 when the source of advisories is out of reach
	@$(RUN) -m tests.supply.audit

clean-state: runtime ## delete all data of this checkout
	@$(STACK) clean-state

runtime:
	@sh deploy/local/set_up.sh $(PYTHON) $(VENV) $(RUNTIME_LOCK)

development:
	@sh deploy/local/set_up.sh $(PYTHON) $(VENV) development.lock
