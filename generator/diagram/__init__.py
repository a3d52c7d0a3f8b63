"""Pictures computed from the curriculum's data: one file here for each, on shapes and measures that all share."""

from generator.diagram import behaviors, case, dyad_types, layers, program, styles
from generator.diagram.shapes import Picture, View

__all__ = ["Picture", "View", "behaviors", "case", "dyad_types", "layers", "program", "styles"]
