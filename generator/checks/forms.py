"""The written fields of tools: what they name exists, and whoever fills them in can finish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks.named import ids, not_known, twice
from generator.model import Curriculum, Tool
from generator.model.fields import ChoiceField, Column, DateField, FieldOption, ListField, Row, TableField
from generator.problems import Problem


def forms_can_be_filled_in(curriculum: Curriculum) -> Iterator[Problem]:
    for tool in curriculum.tools:
        variants = {variant.id for variant in tool.variants}
        heads = {field.id for field in tool.fields if not field.joins}
        dates = {field.id for field in tool.fields if isinstance(field, DateField)}
        for field in tool.fields:
            yield from not_known(field, "required_in", "variant", variants)
            yield from not_known(field, "joins", "field", heads - {field.id})
            if isinstance(field, DateField):
                yield from not_known(field, "follows", "date", dates - {field.id})
                yield from _follows(field)
            elif isinstance(field, ChoiceField):
                yield from _choice(tool, field)
            elif isinstance(field, TableField):
                yield from _table(field, variants)
            if isinstance(field, (ListField, TableField)):
                yield from _limits(field)


def _follows(field: DateField) -> Iterator[Problem]:
    if field.within_weeks and not field.follows:
        yield Problem(field.at.of("within_weeks"), f"'{field.id}' follows no date", "add 'follows'")


def _limits(field: ListField | TableField) -> Iterator[Problem]:
    if field.at_least and field.at_most and field.at_least > field.at_most:
        what = f"'{field.id}' wants at least {field.at_least} and at most {field.at_most}"
        yield Problem(field.at.of("at_least"), what, "put the lower number first")


def _choice(tool: Tool, field: ChoiceField) -> Iterator[Problem]:
    if bool(field.of) == bool(field.options):
        yield Problem(field.at.whole, f"'{field.id}' has nothing to choose from", "expected one of 'of' and 'options'")
    if field.of and not getattr(tool, field.of):
        yield Problem(field.at.of("of"), f"the tool has no {field.of}", "give the field options of its own")
    yield from _options(field.options)


def _options(options: Iterable[FieldOption]) -> Iterator[Problem]:
    found = ids(options)
    yield from twice("option", found)
    for option in options:
        yield from not_known(option, "mirror", "option", dict(found))


def _table(field: TableField, variants: set[str]) -> Iterator[Problem]:
    columns = {column.id: column for column in field.columns}
    yield from twice("column", ids(field.columns))
    yield from twice("row", ids(field.rows))
    if not field.rows and not field.blank_rows:
        yield Problem(field.at.whole, f"the table '{field.id}' has no rows", "add 'rows' or 'blank_rows'")
    if field.settle and not any(column.apart for column in field.columns):
        yield Problem(
            field.at.of("settle"), f"nothing in '{field.id}' is filled in apart", "add 'apart: true' to a column"
        )
    for column in field.columns:
        yield from _column(column)
    given = [column.id for column in field.columns if column.kind == "given"]
    for row in field.rows:
        yield from not_known(row, "variants", "variant", variants)
        yield from not_known(row, "required", "column", columns)
        yield from _cells(row, given)
    if field.example:
        yield from _cells(field.example, list(columns))


def _column(column: Column) -> Iterator[Problem]:
    if (column.kind == "choice") != (len(column.options) > 1):
        what = f"the column '{column.id}' has {len(column.options) or 'no'} options"
        yield Problem(column.at.whole, what, "expected two or more for 'kind: choice', and none for any other kind")
    yield from _options(column.options)
    yield from not_known(column, "wanted", "option", {option.id for option in column.options})


def _cells(row: Row, wanted: list[str]) -> Iterator[Problem]:
    for name in row.cells:
        if name not in wanted:
            what = f"the row '{row.id}' has a cell '{name}', and no column asks for it"
            yield Problem(
                row.at.of("cells"), what, "a column says 'kind: given' where the words stand there already", needle=name
            )
    for name in wanted:
        if name not in row.cells:
            yield Problem(row.at.whole, f"the row '{row.id}' has nothing in '{name}'", "add it to 'cells'")


RULES = (forms_can_be_filled_in,)
