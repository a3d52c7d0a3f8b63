"""An organization's colors: what can be read on them, and the style sheet that carries them."""

from __future__ import annotations

ENOUGH = 4.5
"""The contrast that text needs (WCAG 2.2, success criterion 1.4.3)."""
WHITE = "#ffffff"
PALEST = "#ebf4f2"
"""The darkest light ground that links stand on."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colors such as #1a2b3c, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _shares(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _shares(color: str) -> list[float]:
    return [channel / 255 for channel in _channels(color)]


def mixed(color: str, other: str, share: float) -> str:
    """The color with a share of another one, from 0 to 1."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(color: str, ground: str) -> str:
    """The color, darkened until text in it can be read on the ground."""
    for step in range(21):
        made = mixed(color, "#000000", step / 20)
        if contrast(made, ground) >= ENOUGH:
            return made
    return "#000000"


def style_sheet(primary: str | None, accent: str | None) -> str:
    """The variables of dyad.css with an organization's colors. The accent is for lines and shapes, never for text."""
    sheet = ""
    if primary:
        light, dark = mixed(primary, WHITE, 0.15), mixed(primary, "#000000", 0.25)
        sheet += (
            '[data-md-color-primary="custom"] {\n'
            f"  --md-primary-fg-color: {primary};\n"
            f"  --md-primary-fg-color--light: {light};\n"
            f"  --md-primary-fg-color--dark: {dark};\n"
            "}\n\n"
            '[data-md-color-scheme="default"] {\n'
            f"  --md-typeset-a-color: {readable(primary, PALEST)};\n"
            f"  --dyad-ring-1: {mixed(primary, WHITE, 0.84)};\n"
            f"  --dyad-ring-2: {mixed(primary, WHITE, 0.92)};\n"
            "}\n"
        )
    if accent:
        sheet += (
            ("\n" if sheet else "")
            + '[data-md-color-scheme="default"],\n[data-md-color-scheme="slate"] {\n'
            + f"  --dyad-star: {accent};\n"
            + "}\n\n.md-header {\n"
            + f"  border-bottom: 0.15rem solid {accent};\n"
            + "}\n"
        )
    return sheet
