"""Streaming XML reader for files of strangers: document types and entities are refused, nothing external is read."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]


class UnsafeXml(ValueError):
    """The document declares a type or an entity."""


def scan(chunks: Iterable[bytes], start: StartHandler, end: EndHandler | None = None) -> None:
    """Feed the document to the handlers, names with their prefix; raises UnsafeXml or expat.ExpatError."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def local(name: str) -> str:
    """The name without its prefix: `x:row` → `row`. Some writers prefix every element."""
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise UnsafeXml("the document declares a type or an entity")
