"""The path from authors' files to finished pages, as one short read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from generator import brand, checks, folders, overlay, parse, plan, render, source, spelling, writer
from generator.model import Curriculum, Overlay
from generator.overlay import folder, lock, own, renames, settled, things
from generator.plan import pdfs
from generator.problems import Faults
from generator.words import word

SHARED = Path(__file__).parents[1] / "mkdocs.yml"
"""The engine's settings for a curriculum that brings none of its own."""


@dataclass(frozen=True)
class Effective:
    """A checked curriculum as one organization has it, or as the base has it."""

    curriculum: Curriculum
    written: Curriculum
    """The same before it was spelled for its language: as the files have it."""
    sources: source.Sources
    layer: overlay.Layer | None = None
    """What the organization changes."""
    said: tuple[str, ...] = ()
    """What the organization should know: what its removals left, and a base that is not the one it pins."""

    @property
    def overlay(self) -> Overlay | None:
        """The organization's overlay.yaml."""
        return self.layer.overlay if self.layer else None


def curriculum(root: Path, organization: str = "") -> Curriculum:
    """The checked curriculum below `root`; raises Faults with everything that is wrong in any file."""
    return effective(root, organization).curriculum


def effective(
    root: Path,
    organization: str = "",
    *,
    drafts: bool = True,
    base: source.Sources | None = None,
    within: Path | None = None,
) -> Effective:
    """The checked curriculum with an organization's changes, where one is named; raises Faults.

    `drafts=False` leaves out what is written for planned modules: no page shows it, no fault in it matters yet.
    `base` is what `root` has been read to already, where several organizations are looked at. `within` is the folder
    that holds the organizations, where it is not the curriculum's own.
    """
    sources = base or source.read(root, drafts=drafts)
    known = things.things(sources)
    problems = [*overlay.strangers(sources), *renames.problems(known)]
    layer: overlay.Layer | None = None
    refused = False
    said: tuple[str, ...] = ()
    if organization:
        layer = overlay_of(root, organization, base=known, within=within)
        locked = lock.read(layer.folder, layer.label)
        gone = settled.redundant(layer, known, locked.at(layer.overlay.base) if locked else None)
        applied = overlay.apply(sources, settled.without(layer, gone))
        problems += own.problems(layer, name=organization, pictures=folder.pictures_of(layer.folder))
        said = (*applied.left, *(f"the base has taken {target} away as well" for target in gone))
        sources, refused = applied.sources, bool(applied.sources.problems)
    parsed = parse.curriculum(sources)
    if refused and layer:  # what else is wrong may only follow from a change that was left out
        raise Faults([*problems, *sources.problems, *(one for one in parsed.problems if layer.holds(one.place))])
    found = checks.problems(parsed.curriculum, _offered()) if parsed.curriculum else ()
    problems += [*parsed.problems, *(sources.sharpened(problem) for problem in found)]
    if problems or parsed.curriculum is None:
        raise Faults(problems)
    if layer is None:
        return Effective(parsed.curriculum, parsed.curriculum, sources)
    version = parsed.curriculum.spine.version
    if layer.overlay.base != version:
        said = (*said, f"the overlay is made for {layer.overlay.base}, and the base is {version}")
    return Effective(spelling.spelled(parsed.curriculum), parsed.curriculum, sources, layer, said)


def overlay_of(
    root: Path, organization: str, *, base: Mapping[str, things.Thing] | None = None, within: Path | None = None
) -> overlay.Layer:
    """What an organization asks for; raises Faults where its overlay.yaml cannot be used.

    What it names by an earlier id gets the one of now, where the things of the base are given.
    """
    files = folder.read(root, organization, within=within)
    names = renames.renames(base or {})
    file = renames.followed(files.yaml["overlay.yaml"], names)
    files = renames.followed_files(files, file, names)
    try:
        return overlay.Layer(
            parse.overlay(file),
            file,
            files,
            folders.organization(root, organization, within=within),
            f"{folders.called(within=within)}/{organization}",
        )
    except Faults as faults:
        raise Faults([*faults.problems, *files.problems]) from faults


def _offered() -> checks.Offered:
    return checks.Offered(templates=render.names("modules"), icons=render.names("icons"))


def build(root: Path, edition: plan.Edition = "learner", organization: str = "") -> writer.Site:
    """Everything between the author's files and the finished pages of one edition."""
    return made(effective(root, organization, drafts=bool(organization)), root, edition)


def made(found: Effective, root: Path, edition: plan.Edition, printed: Sequence[Path] = ()) -> writer.Site:
    """The finished pages of one edition with its PDFs; the settings for the engine come from `root`."""
    checked = found.curriculum
    papers = {f"{pdfs.FOLDER}/{file.name}": file for file in printed}
    planned = plan.pages(checked, edition, frozenset(file.name for file in printed))
    pages = {page.path: render.page(page) for page in planned}
    settings = writer.settings(
        source.settings(next(file for file in (root / "mkdocs.yml", SHARED) if file.exists())),
        name=checked.spine.title,
        nav=plan.nav(checked, planned, edition),
        address=checked.spine.address,
        edition=edition,
        language=checked.spine.language,
        unlisted=plan.unlisted(checked, edition),
    )
    organization = found.overlay.organization.id if found.overlay else ""
    files = writer.script_words(checked.spine.language) | writer.course(plan.course(checked, edition, organization))
    plain = writer.Site(pages, settings, epoch(checked), files, said=found.said, printed=papers)
    return _branded(plain, found.layer, checked.spine.language) if found.layer else plain


def _branded(made: writer.Site, layer: overlay.Layer, language: str) -> writer.Site:
    """The site in the organization's colors, with its logo and its footer, and a banner where it is made up."""
    asked = layer.overlay
    branding, files = asked.branding, dict(made.files)
    banner = fictional(language) if asked.organization.fictional else ""
    sheet = brand.style_sheet(branding.primary, branding.accent) if branding else ""
    if sheet:
        files["assets/brand/brand.css"] = sheet.encode()
    logo = f"assets/brand/logo.{branding.logo.rpartition('.')[2]}" if branding and branding.logo else ""
    if branding and branding.logo:
        files[logo] = (layer.folder / branding.logo).read_bytes()
    footer = (branding.footer or "") if branding else ""
    settings = writer.branded(made.settings, banner=banner, sheet=bool(sheet), logo=logo, footer=footer)
    date = asked.release.date if asked.release else ""
    return replace(made, settings=settings, files=files, epoch=max(made.epoch, _seconds(date)) if date else made.epoch)


def fictional(language: str) -> str:
    """What every page of a made-up organization says."""
    return word(language, "Fictional organization, shipped as an example")


def epoch(checked: Curriculum) -> int:
    """The date of the site, in seconds since 1970: that of its latest review."""
    latest = max(module.review.last for module in checked.spine.modules)
    return _seconds(latest)


def _seconds(date: str) -> int:
    return int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp())
