"""Pictures computed from the curriculum's data: one file here for each, on shapes and measures that all share."""

from generator.diagram import behaviors, case, dyad_types, layers, program, styles
from generator.diagram.code import Code, code
from generator.diagram.shapes import Picture, View

__all__ = ["Code", "Picture", "View", "behaviors", "case", "code", "dyad_types", "layers", "program", "styles"]
