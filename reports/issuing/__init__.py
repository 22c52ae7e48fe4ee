"""Giving a report out: its way there, freezing it with its figures, and what has changed since."""
