"""Interchange: an Ohjaamo's data in and out as tables (docs/interchange.md is the contract)."""
