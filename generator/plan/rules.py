"""The rules of a tool in words, made from its data, so that people can count on paper what the data says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.model import Tool
from generator.model.tools import Band, Finding
from generator.words import word


def number(value: Decimal | int) -> str:
    """A number as a reader sees it, with a real minus sign."""
    return str(value).replace("-", "−")


def counting(tool: Tool, language: str) -> tuple[str, ...]:
    """How the form is counted, sentence by sentence."""
    return tuple(_counting(tool, language))


def _counting(tool: Tool, language: str) -> Iterator[str]:
    scale, scoring = tool.scale, tool.scoring
    if scale is None:
        return
    values = [mark.value for mark in scale.marks]
    if scale.skip and scoring:
        yield word(language, "Leave out what was answered with %(number)s.", number=scale.skip.value)
    if any(item.reversed for item in tool.items):
        total = min(values) + max(values)
        yield word(language, "Turn round each answer that is marked R: write %(total)s minus the answer.", total=total)
    if scoring is None:
        yield word(language, "Nothing is added up, and there is no total.")
    elif scoring.result == "mean":
        yield word(
            language,
            "For each group, add the answers and divide by their number. A group counts from %(needs)s answers on.",
            needs=scoring.needs,
        )
    else:
        yield word(language, "For each group, add the answers. All %(needs)s must be there.", needs=scoring.needs)
    if scoring and scoring.overall_needs:
        yield word(
            language,
            "For the whole, take the average of the groups that count; there must be %(needs)s of them.",
            needs=scoring.overall_needs,
        )
    elif scoring:
        yield word(language, "The groups are not added up, and there is no total.")
    if scoring and scoring.result == "mean":
        yield word(language, "Compare the exact numbers with the limits, and round only what you show.")
    if tool.extremes:
        yield word(
            language,
            "%(highest)s: the highest number of a form. %(lowest)s: the lowest.",
            highest=tool.extremes.highest,
            lowest=tool.extremes.lowest,
        )


def limits(tool: Tool, language: str) -> tuple[tuple[Band, str], ...]:
    """The bands, each with the results that belong to it."""
    return tuple(zip(tool.bands, _limits(tool, language), strict=True))


def _limits(tool: Tool, language: str) -> Iterator[str]:
    low: Decimal | None = None
    whole = tool.scoring is not None and tool.scoring.result == "sum"
    for band in tool.bands:
        if whole:
            yield _whole(tool, language, low, band.below)
        elif band.below is None:
            yield word(language, "%(low)s and above", low=number(low or 0))
        elif low is None:
            yield word(language, "below %(high)s", high=number(band.below))
        else:
            yield word(language, "%(low)s to below %(high)s", low=number(low), high=number(band.below))
        low = band.below


def _whole(tool: Tool, language: str, low: Decimal | None, below: Decimal | None) -> str:
    """The limits of a band of sums, which are whole numbers."""
    assert tool.scale
    marks = [mark.value for mark in tool.scale.marks]
    items = [len(dimension.items) for dimension in tool.dimensions]
    first = min(marks) * min(items) if low is None else low
    last = max(marks) * max(items) if below is None else below - 1
    return word(language, "%(low)s to %(high)s", low=number(first), high=number(last))


def condition(tool: Tool, finding: Finding, language: str) -> str:
    """What must hold for a finding."""
    when = finding.when
    if when is None:
        return word(language, "Anything else")
    numbers = {name: number(getattr(when, name) or 0) for name in type(when).model_fields if name != "at"}
    said = {
        "skipped": word(language, "One of the two has no number"),
        "gap_at_most": word(language, "A gap of %(gap_at_most)s or lower", **numbers),
        "gap_at_least": word(language, "A gap of +%(gap_at_least)s or higher", **numbers),
        "apart": word(language, "%(apart)s or more apart", **numbers),
        "both_at_least": word(language, "Both %(both_at_least)s or higher", **numbers),
        "both_at_most": word(language, "Both %(both_at_most)s or lower", **numbers),
        "one_at_most": word(language, "One of the two %(one_at_most)s or lower", **numbers),
        "bands_apart": word(language, "Bands apart: %(bands_apart)s or more", **numbers),
        "different": word(language, "The two have written or marked different things"),
    }
    found = [text for name, text in said.items() if getattr(when, name) not in (None, False)]
    of = ", ".join(str(place) for place, item in enumerate(tool.items, 1) if item.id in finding.items)
    only = [word(language, "in number %(numbers)s only", numbers=of)] if of else []
    return "; ".join([*found, *only])


def priority(tool: Tool, language: str) -> str:
    """Which dimension comes first; nothing where the tool does not say."""
    chosen = tool.comparison.priority
    if chosen is None:
        return ""
    said = {
        "lowest": word(language, "the lowest average of the pair"),
        "highest": word(language, "the highest average of the pair"),
        "widest": word(language, "the widest gap"),
    }
    titles = {dimension.id: dimension.title for dimension in tool.dimensions}
    order = ", ".join(titles[name] for name in chosen.order)
    by = word(language, "; on a tie, ").join(said[name] for name in chosen.by)
    return word(
        language,
        "%(by)s. If that is even as well, the first of these: %(order)s.",
        by=by[0].upper() + by[1:],
        order=order,
    )


def changes(tool: Tool, language: str) -> tuple[tuple[str, str], ...]:
    """From which change on a result has moved, each with its name."""
    repeat = tool.repeat
    if repeat is None or repeat.moved is None:
        return ()
    moved = number(repeat.moved)
    return (
        (word(language, "+%(moved)s or more", moved=moved), repeat.up or ""),
        (word(language, "−%(moved)s or less", moved=moved), repeat.down or ""),
        (word(language, "in between"), repeat.same or ""),
    )
