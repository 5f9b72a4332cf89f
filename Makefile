# Two commands: `make run` to look at the app, `make test` to check everything. See README.md.
.DEFAULT_GOAL := help
.PHONY: help run test bench lock wheelhouse .venv

help: ## what can be made
	@sed -n 's/^\([a-z.]*\):.*## /make \1:  /p' Makefile

run: ## start the app with sample data on 127.0.0.1:8000 (CLEAN=1: an empty office, PORT=…: another port)
	@.ci/serve

test: ## lint, types, import directions, migrations, every test on SQLite and PostgreSQL
	@.ci/test

bench: ## a table of times, queries, bytes and memory (POSTGRES=1: on PostgreSQL)
	@.ci/bench

lock: ## bring uv.lock up to pyproject.toml (UPGRADE=1: the newest versions it allows)
	@.ci/environment test && .venv/bin/python .ci/lock.py $(if $(UPGRADE),--upgrade)

wheelhouse: ## fetch every locked package into .wheelhouse, for a machine without a registry
	@.ci/environment wheelhouse

.venv: ## only the Python environment, with the tools of the tests
	@.ci/environment test
