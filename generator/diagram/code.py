"""Codes that lead a phone to an address."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET = 4
"""The white modules around a code that its standard asks for."""


@dataclass(frozen=True)
class Code:
    """A square code: `path` draws its dark parts in a square of `size` units."""

    size: int
    path: str


def code(text: str) -> Code:
    """The QR code of a text, as small as it can be at medium error correction."""
    rows = segno.make_qr(text, error="m").matrix
    steps = [
        f"M{left + QUIET} {top + QUIET}h1v1h-1z"
        for top, row in enumerate(rows)
        for left, dark in enumerate(row)
        if dark
    ]
    return Code(len(rows) + 2 * QUIET, "".join(steps))
