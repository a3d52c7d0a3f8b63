# `make site` and `make test` do all their own set-up; see README.md.
.PHONY: site serve test audit bench words lock clean
PYTHON ?= python3

site: .venv/site-ready
	@.venv/bin/dyad build

serve: .venv/site-ready
	@.venv/bin/dyad serve

test: .venv/test-ready
	.venv/bin/ruff check generator tests bench
	.venv/bin/ruff format --check generator tests bench
	.venv/bin/mypy
	.venv/bin/pytest -n 2 --dist worksteal -m "not audit"
	NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build --strict

# The long sweep over every page, engine and checker; needs npm and java for the HTML checker.
audit: test
	@tools/setup audit
	.venv/bin/pytest -n 2 -m audit

bench: .venv/test-ready
	.venv/bin/python -m bench

.venv/site-ready: requirements.lock pyproject.toml
	@PYTHON=$(PYTHON) tools/setup site

.venv/test-ready: requirements-test.lock .venv/site-ready
	@tools/setup test

# After a change of an interface word: collect them anew; see docs/organizations.md.
words: .venv/site-ready
	@tools/words

# After a change of pyproject.toml: write the lock files anew (needs uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q \
	    --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q \
	    --extra build --extra test -c requirements.lock pyproject.toml -o requirements-test.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q \
	    tests/audit/engines.in -o tests/audit/engines.lock

clean:
	rm -rf .venv build
