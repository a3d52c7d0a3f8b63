"""What must hold in an overlay by itself: its name, its colors, its logo."""

from __future__ import annotations

from collections.abc import Iterator

from generator import brand
from generator.overlay.draft import Layer
from generator.problems import Place, Problem, unknown

RESERVED = frozenset("base print store learner facilitator latest assets search sitemap index con nul aux prn".split())
"""Names of folders that stand beside those of organizations, or that not every computer can make."""


def reserved(place: Place, name: str) -> Problem:
    """The problem for a name that no organization can have."""
    return Problem(place, f"no organization can be called '{name}'", "the name is taken; choose another id")


def problems(layer: Layer, *, name: str, pictures: frozenset[str]) -> Iterator[Problem]:
    """Faults of an overlay for the folder `name`, which has these pictures."""
    organization, branding = layer.overlay.organization, layer.overlay.branding
    if organization.id != name:
        what = f"the organization is called '{organization.id}', and its folder '{name}'"
        yield Problem(organization.at.of("id"), what, "expected the same")
    if name in RESERVED:
        yield reserved(organization.at.of("id"), name)
    if name.startswith("example-") and not organization.fictional:
        yield Problem(organization.at.whole, "an example says that it is fictional", "add 'fictional: true'")
    if branding and branding.logo and branding.logo not in pictures:
        yield unknown(branding.at.of("logo"), "picture", branding.logo, pictures)
    if branding and branding.primary:
        found = brand.contrast(branding.primary, brand.WHITE)
        if found < brand.ENOUGH:
            what = f"white text on '{branding.primary}' has a contrast of {found:.1f} to 1"
            yield Problem(branding.at.of("primary"), what, f"expected {brand.ENOUGH} or more: take a darker color")
