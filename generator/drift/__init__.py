"""The base changes under an organization's changes: that is seen here, and a person decides what to do about it."""

from generator.drift.states import BLOCKING, Finding, Report, blocking, report

__all__ = ["BLOCKING", "Finding", "Report", "blocking", "report"]
