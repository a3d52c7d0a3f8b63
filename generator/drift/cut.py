"""Changes of an overlay.yaml that touch nothing else in it: comments, order and layout stay, byte by byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.source import Node, layout, yaml_file

Chain = list[tuple[Node, int]]
"""From the whole file down to an entry: each holder, and the number of the entry in it."""
LEFTOVERS = frozenset({"why", "after", "before", "paths", "module", "dimension"})
"""What says nothing once the operation that it belongs to is gone."""
COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*", re.M)
COMMA = re.compile(r"\s*,[ \t]*")
COMMA_BEFORE = re.compile(r",\s*\Z")


def without(text: str, target: str) -> str:
    """The text without the override that is called so in it, and without what only surrounded it."""
    chain = _pruned(_chain(layout(text), target.split(".")))
    holder, number = chain[-1]
    made = _without_flow(text, holder, number) if holder.is_flow else _without_block(text, holder, number)
    path = [_word(holder.entries[number]) for holder, number in chain]
    assert _plain(made) == _left(_plain(text), path), f"'{target}' cannot be taken out by itself"
    return made


def pinned(text: str, version: str) -> str:
    """The text with another version of the base in its pin."""
    value = next(value for key, value in layout(text).entries if key and key.word == "base")
    return text[: value.start] + text[value.start : value.end].replace(value.word, version) + text[value.end :]


def _chain(node: Node, steps: Sequence[str]) -> Chain:
    found: Chain = []
    for step in steps:
        number = [_word(entry) for entry in node.entries].index(step)
        found.append((node, number))
        node = node.entries[number][1]
    return found


def _word(entry: tuple[Node | None, Node]) -> str:
    key, value = entry
    return key.word if key else value.word


def _pruned(chain: Chain) -> Chain:
    """The chain to the outermost entry that says nothing without the innermost."""
    holder, number = chain[-1]
    others = {_word(entry) for at, entry in enumerate(holder.entries) if at != number}
    is_operation = len(chain) > 2 and _word(holder.entries[number]) not in LEFTOVERS
    if len(chain) > 1 and (not others or (is_operation and others <= LEFTOVERS)):
        return _pruned(chain[:-1])
    return chain


def _without_block(text: str, holder: Node, number: int) -> str:
    """Without whole lines; comments in them and behind them stay."""
    key, value = holder.entries[number]
    start = text.rfind("\n", 0, (key or value).start) + 1
    end = text.find("\n", max(value.end, key.end if key else 0))
    end = len(text) if end < 0 else end + 1
    return text[:start] + "".join(_comments(text, start, end, holder.entries[number])) + text[end:]


def _comments(text: str, start: int, end: int, entry: tuple[Node | None, Node]) -> Iterator[str]:
    scalars = [node for part in entry if part for node in _scalars(part)]
    indent = text[start : min(node.start for node in scalars)].replace("-", " ")
    ending = "\r\n" if text[start:end].endswith("\r\n") else "\n"
    at = start
    while found := COMMENT.search(text, at, end):
        around = next((node for node in scalars if node.start <= found.start() < node.end), None)
        at = around.end if around else found.end()
        if around is None:
            line = text.rfind("\n", 0, found.start()) + 1
            before = text[line : found.start()]
            yield (indent if before.strip() else before) + found[0] + ending


def _scalars(node: Node) -> Iterator[Node]:
    if not node.entries:
        yield node
    for key, value in node.entries:
        yield from (part for one in (key, value) if one for part in _scalars(one))


def _without_flow(text: str, holder: Node, number: int) -> str:
    """Without an entry in braces or brackets, and the comma that set it apart; a line that held no more goes too."""
    key, value = holder.entries[number]
    start, end = (key or value).start, value.end
    after = COMMA.match(text, end)
    before = COMMA_BEFORE.search(text, holder.start, start)
    if after:
        end = after.end()
    elif before:
        start = before.start()
    line, rest = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    if rest >= 0 and line > holder.start and not (text[line:start] + text[end:rest]).strip():
        start, end = line, rest + 1
    return text[:start] + text[end:]


def _plain(text: str) -> object:
    return yaml_file("overlay.yaml", text.removeprefix("\ufeff").replace("\r\n", "\n")).value


def _left(value: object, path: Sequence[str]) -> object:
    """The data without what stands at the end of a path."""
    first, *rest = path
    if isinstance(value, tuple):
        return tuple(item for item in value if str(item) != first)
    assert isinstance(value, dict)
    if not rest:
        return {key: inner for key, inner in value.items() if key != first}
    return {key: _left(inner, rest) if key == first else inner for key, inner in value.items()}
