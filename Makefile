# make run    install, migrate, load the sample company the first time, serve
# make test   the whole suite on SQLite
# make check  what a merge needs: every gate, both engines, the browser
SHELL := /bin/bash
.DEFAULT_GOAL := run
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
DATA := $(or $(CARNET_DATA),var)
PYTEST_ARGS ?=
BIN := .venv/bin
STAMPS := .venv/stamps
VENDOR := carnet/web/static/vendor
REGIONS := carnet/core/data/communes.gz
STATIC := $(shell find carnet/web/static -type f -not -path '*/vendor/*' 2>/dev/null)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
# The first choice is quick; pip alone knows the mirrors that a pip.conf names.
define install
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) \
	  || $(BIN)/python -m pip install --quiet --require-hashes -r $(1)
endef

.PHONY: run setup dev test check format lint types layers security migrations texts messages lock bench clean

# The command itself decides whether the sample is wanted; the mark only spares asking at every start.
OFFERED := $(DATA)/.sample-offered
run: setup
	@[[ -e "$(DATA)/carnet.db" ]] || rm -f "$(OFFERED)"
	@$(BIN)/carnet init
	@[[ -e "$(OFFERED)" && -z "$$CARNET_DATABASE_URL" ]] \
	  || { $(BIN)/carnet demo --first-start && { [[ ! -d "$(DATA)" ]] || touch "$(OFFERED)"; }; }
	@exec $(BIN)/carnet serve --port $(PORT)

setup: $(STAMPS)/run $(VENDOR)/.stamp $(REGIONS) $(CATALOGUES) static-collected/.stamp

dev: setup $(STAMPS)/dev

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Carnet needs Python 3.11 or later; say which with make PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
	  || { echo "This Python has no venv module; on Debian: apt install python3-venv." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-uv.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: requirements.txt pyproject.toml $(STAMPS)/venv
	$(call install,requirements.txt)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/run
	$(call install,requirements-dev.txt)
	@touch $@

node_modules/.stamp: package.json package-lock.json
	@command -v npm >/dev/null || { echo "Carnet needs Node 20 with npm to collect the assets." >&2; exit 1; }
	npm ci --ignore-scripts --no-progress --loglevel=error
	@touch $@

$(VENDOR)/.stamp: node_modules/.stamp tools/copy_assets.py tools/make_map.py tools/make_icons.py carnet/web/icons.py $(STAMPS)/run
	$(BIN)/python tools/copy_assets.py
	$(BIN)/python tools/make_map.py
	$(BIN)/python tools/make_icons.py
	@touch $@

$(REGIONS): node_modules/.stamp tools/make_regions.py carnet/core/regions.py $(STAMPS)/run
	$(BIN)/python tools/make_regions.py
	@touch $@

static-collected/.stamp: $(VENDOR)/.stamp $(STATIC) carnet/settings.py
	$(BIN)/django-admin collectstatic --no-input --clear --verbosity 0 --settings carnet.settings
	@touch $@

%.mo: %.po tools/catalogue.py $(STAMPS)/run
	$(BIN)/python tools/catalogue.py compile $<

# --- tests and gates -----------------------------------------------------------------------------

test: dev
	@tools/browser.sh >/dev/null || echo "The browser tests are skipped: no Chromium found." >&2
	$(BIN)/python -m pytest -n 2 -q $(PYTEST_ARGS)

check: lint types layers security migrations texts
	@tools/browser.sh >/dev/null || { echo "make check needs a Chromium: apt install chromium." >&2; exit 1; }
	CARNET_REQUIRE_BROWSER=1 $(MAKE) --no-print-directory test
	CARNET_REQUIRE_BROWSER=1 tools/postgres.sh $(MAKE) --no-print-directory test

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: dev
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

types: dev
	$(BIN)/mypy

layers: dev
	$(BIN)/lint-imports --no-cache

security: dev
	$(BIN)/bandit -c pyproject.toml -r carnet tools --quiet

migrations: dev
	$(BIN)/django-admin makemigrations --check --dry-run --settings carnet.settings

texts: dev
	$(BIN)/python tools/catalogue.py check

messages: dev
	$(BIN)/python tools/catalogue.py update

bench: dev
	$(BIN)/python -m bench

# The requirements files are what is locked: universal, hashed, without addresses (uv.lock is full of them).
lock: $(STAMPS)/venv
	$(BIN)/uv lock
	$(BIN)/uv export --quiet --no-emit-project --no-header --no-annotate --no-default-groups --group build -o requirements.txt
	$(BIN)/uv export --quiet --no-emit-project --no-header --no-annotate --all-groups -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate -o requirements-uv.txt - <<< "uv"
	npm install --package-lock-only --ignore-scripts

clean:
	rm -rf .venv node_modules $(VENDOR) $(REGIONS) static-collected .mypy_cache .ruff_cache .pytest_cache
	find locale -name '*.mo' -delete
