# make: everything a change must pass.  CI runs .ci/run, which does the same in a fresh environment.
.PHONY: default lint format types contracts style test golden bench docs ci

default: lint types contracts style test

lint:
	ruff check .
	ruff format --check .

format:
	ruff format .
	ruff check --fix .

types:
	mypy

contracts:
	lint-imports

style:
	python -m bench.style

test:
	python -m pytest

golden:
	python -m tests.regenerate
	python -m tests.readme
	git diff --stat -- tests/golden examples/examples.jsonl README.md

bench:
	python -m bench

docs:
	python -m bench --write-docs

ci:
	.ci/run
