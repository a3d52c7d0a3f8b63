"""What a person is told when something cannot be done as asked."""

from __future__ import annotations


class Refused(Exception):
    """The request contradicts what was published; nothing was changed. The text says why and what to do."""


class Busy(Exception):
    """Somebody else is publishing for this organization, for longer than we wait; nothing was changed."""
