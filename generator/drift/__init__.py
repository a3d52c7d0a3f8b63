"""The base changes under an organization's changes: that is seen here, and a person decides what to do about it."""

from generator.drift.decide import accept, recorded, resolve
from generator.drift.page import html, sheets, text
from generator.drift.states import Finding, Report, advice, blocking, made, report
from generator.drift.telling import as_data, as_text
from generator.drift.upgrade import plan, upgrade, wanted

__all__ = [
    "Finding",
    "Report",
    "accept",
    "advice",
    "as_data",
    "as_text",
    "blocking",
    "html",
    "made",
    "plan",
    "recorded",
    "report",
    "resolve",
    "sheets",
    "text",
    "upgrade",
    "wanted",
]
