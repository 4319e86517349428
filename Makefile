# Two commands: `make demo` shows it, `make test` proves it. `make help` lists the rest.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
SERVE ?= 1
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
ONDERDAK := $(BIN)/onderdak

.PHONY: help demo test test-fast explore check style bench stop setup serve screenshots clean lock

help: ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

.venv/.base: requirements/base.txt pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 or newer is needed."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . 2>/dev/null || \
		$(BIN)/python -c "import pathlib,sysconfig; pathlib.Path(sysconfig.get_path('purelib'),'onderdak.pth').write_text(str(pathlib.Path('src').resolve())+chr(10)); s=pathlib.Path('$(BIN)/onderdak'); s.write_text('#!'+str(pathlib.Path('$(BIN)/python').absolute())+chr(10)+'from onderdak.project.entry import main'+chr(10)+'main()'+chr(10)); s.chmod(0o755)"
	@touch $@

.venv/.test: .venv/.base requirements/test.txt requirements/analysis.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/analysis.txt
	@touch $@

node_modules/.done: package.json package-lock.json scripts/vendor.mjs
	npm ci --silent --no-audit --no-fund
	node scripts/vendor.mjs
	@touch $@

setup: .venv/.base node_modules/.done ## Install everything a running Onderdak needs
	@$(ONDERDAK) setup

demo: .venv/.base node_modules/.done ## Set up, load the demo region, show the main job, serve (SERVE=0: do not serve)
	@ONDERDAK_DEMO=1 $(ONDERDAK) demo
	@if [ "$(SERVE)" != "0" ]; then ONDERDAK_DEMO=1 $(ONDERDAK) serve --port $(PORT); fi

serve: .venv/.base node_modules/.done ## Serve what is there
	@$(ONDERDAK) serve --port $(PORT)

test: .venv/.test node_modules/.done ## Run every test
	@scripts/chromium.sh
	@$(ONDERDAK) setup
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

explore: .venv/.test ## Look for examples that no run has tried yet
	$(BIN)/pytest tests/generative -q --hypothesis-profile=explore

test-fast: .venv/.test ## Run the tests that need no database and no browser
	$(BIN)/pytest tests/unit tests/generative -q

check: .venv/.test node_modules/.done ## Style, types, imports, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	node_modules/.bin/spectral lint docs/reference/openapi.json -r .spectral.yaml --fail-severity=hint
	@$(ONDERDAK) setup
	$(BIN)/pytest -q tests/architecture

bench: .venv/.test node_modules/.done ## Measure what is promised; writes docs/reference/benchmarks.md; one part: python -m bench NAME
	$(BIN)/python -m bench

screenshots: .venv/.test node_modules/.done ## Take the pictures of the docs from the demo
	$(BIN)/python scripts/screenshots.py

stop: ## Stop the embedded PostgreSQL
	@$(ONDERDAK) stop

lock: ## Pin the packages anew (needs uv)
	for set in base test analysis; do uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header requirements/$$set.in -o requirements/$$set.txt; done

clean: stop ## Remove everything that was made here
	rm -rf .venv node_modules var src/onderdak/web/pages/static/vendor
