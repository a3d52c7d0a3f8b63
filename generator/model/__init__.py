"""What authors write, as frozen values: one file here for each sort of file in the curriculum."""

from generator.model.authored import Authored, Minutes
from generator.model.cards import Card, CardKind, Cards, CardSet
from generator.model.curriculum import Curriculum, Lesson, ModuleContent, Page, Section
from generator.model.exercises import Exercise, Exercises
from generator.model.kit import Day, Kit
from generator.model.library import Gap, Glossary, GlossaryEntry, Reference, References
from generator.model.overlay import Overlay
from generator.model.questions import Question, Quiz
from generator.model.records import Behavior, Behaviors, Briefs, PointGroup, Points, Style, Styles
from generator.model.session import Segment, Session
from generator.model.spine import Kind, Module, Objective, Path, Plan, Spine, Term, Week
from generator.model.tools import Tool

__all__ = [
    "Authored",
    "Behavior",
    "Behaviors",
    "Briefs",
    "Card",
    "CardKind",
    "CardSet",
    "Cards",
    "Curriculum",
    "Day",
    "Exercise",
    "Exercises",
    "Gap",
    "Glossary",
    "GlossaryEntry",
    "Kind",
    "Kit",
    "Lesson",
    "Minutes",
    "Module",
    "ModuleContent",
    "Objective",
    "Overlay",
    "Page",
    "Path",
    "Plan",
    "PointGroup",
    "Points",
    "Question",
    "Quiz",
    "Reference",
    "References",
    "Section",
    "Segment",
    "Session",
    "Spine",
    "Style",
    "Styles",
    "Term",
    "Tool",
    "Week",
]
