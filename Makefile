# make run    sets everything up and serves the demo
# make test   sets everything up and runs all tests
PYTHON ?= python3

.PHONY: setup run test test-pg15 bench messages

setup:
	@$(PYTHON) scripts/setup.py

run: setup
	@exec .venv/bin/python manage.py serve --demo

test:
	@$(PYTHON) scripts/setup.py --tests
	@exec scripts/test.sh

# The tests against PostgreSQL 15, the oldest that is supported
test-pg15:
	@$(PYTHON) scripts/setup.py --tests
	@exec scripts/test_postgres15.sh

# Times the import and export of 100,000 visits and the PDF of a long report, as multiples of a yardstick of the same run
bench: setup
	@.venv/bin/python scripts/bench_import.py
	@.venv/bin/python scripts/bench_report.py

# Extracts the texts of the code, and compiles what is translated
messages:
	@.venv/bin/python scripts/merge_messages.py
	@.venv/bin/python scripts/compile_messages.py
