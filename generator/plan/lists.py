"""The pages around the modules: home, paths, lists, glossary, and what authors wrote as pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import Kind, Module, Plan, Spine, Week
from generator.plan import pictures
from generator.plan.page import Page, Texts, module_path, texts_of
from generator.words import word

HOME, MODULES, GLOSSARY = "index.md", "modules.md", "glossary.md"
PROGRESS, REVIEW = "progress.md", "review.md"


@dataclass(frozen=True)
class PathCard:
    """A way through the curriculum, with what it takes; minutes are the sum of its modules."""

    title: str
    text: str
    path: str
    modules: tuple[Module, ...]
    weeks: int = 0
    """How many weeks it takes, where it says so."""

    @property
    def minutes(self) -> int:
        """Self-study minutes of all its modules."""
        return sum(module.minutes for module in self.modules)

    @property
    def ready(self) -> tuple[str, ...]:
        """Its modules that can be read."""
        return tuple(module.id for module in self.modules if module.status == "ready")


def _path_cards(spine: Spine) -> tuple[PathCard, ...]:
    modules = {module.id: module for module in spine.modules}
    return tuple(
        PathCard(path.title, path.text, f"paths/{path.id}.md", tuple(modules[name] for name in path.modules))
        for path in spine.paths
    )


def _plan_card(spine: Spine, plan: Plan) -> PathCard:
    """The plan for pairs, with all modules that its weeks name."""
    named = {name for week in plan.weeks for name in week.modules}
    modules = tuple(module for module in spine.modules if module.id in named)
    return PathCard(plan.title, plan.text, f"paths/{plan.id}.md", modules, int(plan.weeks[-1].weeks.split("-")[-1]))


@dataclass(frozen=True)
class WeekView:
    """A week of the plan: what everybody reads, and what only some paths hold, with the titles of these paths."""

    week: Week
    everybody: tuple[Module, ...]
    some: tuple[tuple[Module, tuple[str, ...]], ...]

    @property
    def minutes(self) -> int:
        """Self-study minutes of what everybody reads."""
        return sum(module.minutes for module in self.everybody)


def _weeks(spine: Spine, plan: Plan) -> Iterator[WeekView]:
    modules = {module.id: module for module in spine.modules}
    for week in plan.weeks:
        held = {name: tuple(path.title for path in spine.paths if name in path.modules) for name in week.modules}
        everybody = [modules[name] for name, titles in held.items() if len(titles) in (0, len(spine.paths))]
        some = [(modules[name], titles) for name, titles in held.items() if modules[name] not in everybody]
        yield WeekView(week, tuple(everybody), tuple(some))


def _first_module(spine: Spine) -> str:
    ready = [module.id for module in spine.listed if module.status == "ready"]
    return module_path(ready[0]) if ready else MODULES


def home(texts: Texts) -> Page:
    spine = texts.curriculum.spine
    values = {
        "spine": spine,
        "picture": pictures.model(texts, HOME),
        "paths": _path_cards(spine),
        "plan": _plan_card(spine, spine.plan) if spine.plan else None,
        "first": _first_module(spine),
        "ready": sum(module.status == "ready" for module in spine.listed),
    }
    return Page.planned(
        texts, HOME, spine.title, template="home", values=values, cited=texts_of(spine.model) if spine.model else ()
    )


def authored(texts: Texts, name: str) -> Page:
    page = next(page for page in texts.curriculum.pages if page.id == name)
    return Page.planned(texts, f"{name}.md", page.title, template="page", values={"text": page.text}, cited=[page.text])


def path_pages(texts: Texts) -> Iterator[Page]:
    spine = texts.curriculum.spine
    for card in _path_cards(spine):
        yield Page.planned(
            texts,
            card.path,
            card.title,
            template="path",
            values={"card": card, "kinds": kinds(spine)},
            cited=[card.text],
        )
    if spine.plan:
        card, weeks = _plan_card(spine, spine.plan), tuple(_weeks(spine, spine.plan))
        values = {"card": card, "plan": spine.plan, "weeks": weeks, "kinds": kinds(spine), "paths": _path_cards(spine)}
        yield Page.planned(
            texts, card.path, spine.plan.title, template="plan", values=values, cited=texts_of(spine.plan)
        )


def own(texts: Texts) -> tuple[Page, Page]:
    """The pages that a reader's own browser fills in: how far one is, and what is due again."""
    spine = texts.curriculum.spine
    modules = [module for module in spine.listed if module.status == "ready"]
    values = {"spine": spine, "paths": _path_cards(spine), "modules": modules}
    progress, review = word(texts.language, "Your progress"), word(texts.language, "Review")
    return (
        Page.planned(texts, PROGRESS, progress, template="progress", values=values),
        Page.planned(texts, REVIEW, review, template="review", values={}),
    )


def kinds(spine: Spine) -> Mapping[str, Kind]:
    return {kind.id: kind for kind in spine.kinds}


def all_modules(texts: Texts) -> Page:
    spine = texts.curriculum.spine
    groups = [(kind, [module for module in spine.listed if module.kind == kind.id]) for kind in spine.kinds]
    cited = [kind.text for kind in spine.kinds] + [module.summary for module in spine.listed]
    title = word(texts.language, "All modules")
    return Page.planned(texts, MODULES, title, template="modules", values={"groups": groups}, cited=cited)


def glossary(texts: Texts) -> Page:
    entries = sorted(texts.curriculum.glossary, key=lambda entry: entry.term.casefold())
    titles = {module.id: module.title for module in texts.curriculum.spine.modules}
    values = {"entries": entries, "titles": titles}
    title = word(texts.language, "Glossary")
    return Page.planned(
        texts, GLOSSARY, title, template="glossary", values=values, cited=[entry.text for entry in entries]
    )
