"""What a person is told when a decision cannot be taken as asked."""

from __future__ import annotations


class Refused(Exception):
    """The decision does not fit what is there; nothing was changed. The text says why and what to do."""
