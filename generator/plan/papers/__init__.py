"""What is printed: one frozen value for each document, made from the same curriculum as the sites."""

from __future__ import annotations

from collections.abc import Sequence

from generator import agenda
from generator.agenda import slot
from generator.model import Curriculum, ModuleContent
from generator.plan.papers import cards, guide, key, packet, runsheet
from generator.plan.papers.document import Document, Imprint, Order, Ordered, Paper, Part, printed_texts
from generator.problems import Faults, Place, Problem, unknown
from generator.words import word

__all__ = ["Document", "Imprint", "Order", "Paper", "Part", "handed_to_learners", "of_session", "refusals", "volume"]

SORTS = (guide.document, packet.document, cards.document, key.document, runsheet.document)


def of_session(curriculum: Curriculum, order: Order, imprint: Imprint) -> tuple[Document, ...]:
    """The documents of one session: guide, packet, cards, key and run sheet. Raises Faults where it cannot be held."""
    ordered = _ordered(curriculum, order, imprint)
    return tuple(made(ordered) for made in SORTS)


def handed_to_learners(curriculum: Curriculum, name: str, imprint: Imprint, paper: Paper) -> Document:
    """The packet of a module as its learners find it: made from a value that holds nothing of the session."""
    plain = curriculum.for_learners
    order = Order(modules=(name,), pairs=1, paper=paper)
    return packet.document(Ordered(printed_texts(plain), order, imprint, (plain.module_ids[name],)))


def volume(curriculum: Curriculum, orders: Sequence[Order], imprint: Imprint) -> Document:
    """The guides of these sessions, bound in one document."""
    guides = [guide.document(_ordered(curriculum, order, imprint)) for order in orders]
    title = word(curriculum.spine.language, "All guides")
    return guides[0].bound("all-guides", title, [one for made in guides for one in made.parts])


def refusals(curriculum: Curriculum, orders: Sequence[Order]) -> tuple[Problem, ...]:
    """Why some of these cannot be held in their minutes, all at once; raises Faults for modules without a session."""
    found = [(known(curriculum, order.modules), order) for order in orders]
    filled = [(contents, _filled(contents, order)) for contents, order in found]
    return tuple(_refused(contents, one) for contents, one in filled if isinstance(one, agenda.Refusal))


def _filled(contents: Sequence[ModuleContent], order: Order) -> slot.Slot | agenda.Refusal:
    sessions = [content.session for content in contents if content.session]
    return slot.slot(sessions, order.minutes) if order.minutes else slot.usual(sessions)


def known(curriculum: Curriculum, names: Sequence[str]) -> tuple[ModuleContent, ...]:
    """The modules of these names; raises Faults for those that have no session."""
    return tuple(_content(curriculum, name) for name in names)


def _ordered(curriculum: Curriculum, order: Order, imprint: Imprint) -> Ordered:
    contents = known(curriculum, order.modules)
    found = _filled(contents, order)
    if isinstance(found, agenda.Refusal):
        raise Faults([_refused(contents, found)])
    return Ordered(printed_texts(curriculum), order, imprint, contents, found)


def _content(curriculum: Curriculum, name: str) -> ModuleContent:
    content = curriculum.module_ids.get(name)
    printable = [one.module.id for one in curriculum.ready if one.session]
    if content is None or name not in printable:
        raise Faults([unknown(Place("dyad print"), "module with a session", name, printable)])
    return content


def _refused(contents: Sequence[ModuleContent], refusal: agenda.Refusal) -> Problem:
    names = " + ".join(f"'{content.module.id}'" for content in contents)
    lengths = [str(length) for length in (refusal.shorter, refusal.longer) if length]
    path = f"content/modules/{contents[0].module.id}/session.yaml"
    what = f"the session of {names} cannot be held in {refusal.length} minutes: {refusal.reason}"
    return Problem(Place(path), what, f"possible: {' or '.join(lengths)} minutes")
