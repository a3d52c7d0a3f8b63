"""What our scripts know of the course: whose it is, and which questions each module asks, in which revision."""

from __future__ import annotations

from generator.model import Curriculum, ModuleContent
from generator.plan import module, questions
from generator.plan.page import Edition, Texts, module_path


def data(curriculum: Curriculum, edition: Edition, organization: str = "") -> dict[str, object]:
    """The course as `course.js` gives it to scripts; `organization` is empty for the base.

    Facilitators have no modules to work through.
    """
    spine, texts = curriculum.spine, Texts(curriculum, edition)
    ready = [content for content in curriculum.modules if content.module.status == "ready"]
    modules = [_module(texts, content) for content in ready] if edition == "learner" else []
    return {
        "curriculum": spine.id,
        "organization": organization,
        "version": spine.version,
        "title": texts.plain(spine.title),
        "modules": modules,
    }


def _module(texts: Texts, content: ModuleContent) -> dict[str, object]:
    """A module; `items` are its graded questions in their order, each with its revision."""
    return {
        "id": content.module.id,
        "title": texts.plain(content.module.title),
        "path": module_path(content.module.id).removesuffix(".md") + ".html",
        "items": [[view.question.id, questions.revision(view.question)] for view in module.graded(content)],
    }
