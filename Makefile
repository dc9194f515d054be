# Needs python3 (3.11 or newer) and make; everything else goes into .venv/.
PYTHON ?= python3
PY := .venv/bin/python
PORT ?= 8000
KILLS ?= 200
CLOCKS ?= 2000
ARGS ?=
export PORT
export CI
# each process would compile all it imports, which triples every start
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test chaos check fmt messages bench install clean
.DEFAULT_GOAL := help

help:
	@echo "make run       start the site with its demo company (PORT=8000)"
	@echo "make test      the whole suite; ARGS='-k name' passes words to pytest"
	@echo "make chaos     kill -9 at random while clocks fall due (KILLS=200 CLOCKS=2000)"
	@echo "make check     lint, types, floors, templates, migrations, messages"
	@echo "make fmt       put the code in its usual form"
	@echo "make messages  collect the strings to translate"
	@echo "make bench     measure the speed goals"
	@echo "make clean     remove the environment and the caches; data stay"

run: .venv/installed
	@exec $(PY) manage.py up $(ARGS)

test: .venv/installed-dev
	$(PY) -m pytest -n 2 --dist worksteal $(ARGS)

chaos: .venv/installed-dev
	$(PY) -m tests.chaos --kills $(KILLS) --clocks $(CLOCKS) $(ARGS)

check: .venv/installed-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy .
	.venv/bin/lint-imports
	find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	$(PY) manage.py makemigrations --check --dry-run
	ALIGNMENT_URL=https://alignment.example.com $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m alignment.messages --check

fmt: .venv/installed-dev
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

messages: .venv/installed-dev
	$(PY) -m alignment.messages

bench: .venv/installed-dev
	$(PY) manage.py bench $(ARGS)

install: .venv/installed

.venv/bin/uv:
	@$(PYTHON) .ci/environment.py

.venv/installed: requirements.txt .venv/bin/uv
	@$(PY) .ci/environment.py requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/bin/uv
	@$(PY) .ci/environment.py requirements-dev.txt
	@touch $@ .venv/installed

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
