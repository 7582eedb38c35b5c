# The manual. `make help` lists what there is to do.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT

.PHONY: help run dev demo cluster test test-long check fix messages bench lighthouse reset lock

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run .env ## the site, filled, on the production server: http://127.0.0.1:8000 (PORT= for another)
	@echo "Preparing the database …"
	@$(BIN)/python manage.py migrate --verbosity 0
	@echo "Collecting static files …"
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@$(BIN)/python manage.py seed_demo
	@echo "Three Threads: http://127.0.0.1:$(PORT)/ (Ctrl+C stops it)"
	@exec $(BIN)/python manage.py serve --port $(PORT)

dev: $(VENV)/run .env ## the same with debug and reload
	@DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	@DEBUG=1 $(BIN)/python manage.py seed_demo
	@DEBUG=1 exec $(BIN)/python manage.py serve --port $(PORT) --reload

demo: $(VENV)/run .env ## only the demo paper, in an empty database
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed_demo

cluster: $(VENV)/test ## the site as on several machines: two servers, PostgreSQL, Valkey, nginx and Varnish where installed
	@exec $(BIN)/python -m tests.cluster

test: $(VENV)/test ## everything: SQLite, then PostgreSQL and Valkey, then two servers and a real browser
	@$(BIN)/python -m tests.run

test-long: $(VENV)/test ## slow checks: a hundred kills (KILLS=), a minute without a database (OUTAGE=), large archives
	@$(BIN)/python -m tests.run --long

check: $(VENV)/dev ## format, lint, imports, types, migrations, words
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py check --fail-level WARNING
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m deploy.words check

fix: $(VENV)/dev ## format and mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: $(VENV)/dev ## collect the interface's words into the catalogues, and compile them
	@$(BIN)/python -m deploy.words collect

bench: $(VENV)/test ## query counts, page weights, and ratios to what the machine can do (ARGS=--help; needs wrk)
	@$(BIN)/python -m benchmarks $(ARGS)

lighthouse: $(VENV)/test ## the demo paper on a telephone, judged by Lighthouse (needs npm's registry and Chromium)
	@$(BIN)/python -m benchmarks.lighthouse

lock: $(VENV)/dev ## write the locked requirements anew from the .in files
	@for set in requirements requirements-scale requirements-test requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
			--python-version 3.11 $$set.in --output-file $$set.txt || exit 1; done

reset: ## delete the database, the pictures and everything else in var/
	rm -rf var

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# A stamp a set; a larger set contains the smaller ones.
$(VENV)/run: requirements.txt | $(VENV)/bin/pip
	@echo "Installing what the newsroom runs on …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test: requirements-test.txt | $(VENV)/bin/pip
	@echo "Installing what the tests need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt | $(VENV)/bin/pip
	@echo "Installing the tools …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/test $(VENV)/run

.env:
	@$(PYTHON) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50)); print("ALLOWED_HOSTS=localhost,127.0.0.1,[::1]")' > $@
	@chmod 600 $@
