"""What the check of a report looks at, one file per kind of finding (reports/report/check.py runs them)."""
