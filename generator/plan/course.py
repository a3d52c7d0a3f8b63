"""What our scripts know of the course: whose it is, so that what readers leave in their browser is kept apart."""

from __future__ import annotations

from generator.model import Curriculum


def data(curriculum: Curriculum, organization: str = "") -> dict[str, object]:
    """The course as `course.js` gives it to scripts; `organization` is empty for the base."""
    return {
        "curriculum": curriculum.spine.id,
        "organization": organization,
        "version": curriculum.spine.version,
        "title": curriculum.spine.title,
    }
