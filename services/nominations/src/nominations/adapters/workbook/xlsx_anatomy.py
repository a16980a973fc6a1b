"""Hidden rows and columns, formulas and fonts of an .xlsx, read from its XML (ECMA-376 Part 1 §18.3)."""

import posixpath
from collections.abc import Callable

from nominations.adapters.workbook.anatomy import Anatomy, FormulaValue, column_number
from nominations.adapters.workbook.archive import Archive
from nominations.adapters.workbook.xml_scan import local, scan

_WORKBOOK = "xl/workbook.xml"
_TRUE = ("1", "true", "on")


def read(archive: Archive) -> dict[str, Anatomy]:
    """The anatomy of every sheet, by the sheet's name."""
    fonts = _fonts_of_styles(archive)
    return {name: _sheet(archive, path, fonts) for name, path in _sheet_paths(archive).items()}


def _sheet_paths(archive: Archive) -> dict[str, str]:
    identifiers: dict[str, str] = {}
    targets: dict[str, str] = {}

    def workbook(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            by_local = {local(key): value for key, value in attributes.items() if ":" in key}
            identifiers[attributes.get("name", "")] = by_local.get("id", "")

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    scan(archive.chunks(_WORKBOOK), workbook)
    scan(archive.chunks("xl/_rels/workbook.xml.rels"), relation)
    paths = {name: _path(targets.get(identifier, "")) for name, identifier in identifiers.items()}
    return {name: path for name, path in paths.items() if path in archive.names}


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _fonts_of_styles(archive: Archive) -> dict[str, str]:
    """Font name by cell style number, for the styles whose font is not a Unicode one."""
    fonts: list[str] = []
    styles: dict[str, str] = {}
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        inside.append(name)
        if name == "font" and inside[-2:] == ["fonts", "font"]:
            fonts.append("")
        elif name in ("name", "rFont") and inside[-3:-1] == ["fonts", "font"]:
            fonts[-1] = attributes.get("val", "")
        elif name == "xf" and inside[-2:] == ["cellXfs", "xf"]:
            styles[str(len(styles))] = attributes.get("fontId", "0")

    def end(_: str) -> None:
        inside.pop()

    if "xl/styles.xml" not in archive.names:
        return {}
    scan(archive.chunks("xl/styles.xml"), start, end)
    named = {style: fonts[int(font)] for style, font in styles.items() if font.isdigit() and int(font) < len(fonts)}
    return {style: font for style, font in named.items() if font.lower().startswith((".vn", "vni"))}


def _sheet(archive: Archive, path: str, fonts: dict[str, str]) -> Anatomy:
    scanned = _Scan(Anatomy(), fonts)
    scan(archive.chunks(path), scanned.handler())
    return scanned.anatomy


class _Scan:
    """One pass over a sheet's elements; `handler` is called some hundred thousand times for a long list."""

    def __init__(self, anatomy: Anatomy, fonts: dict[str, str]) -> None:
        self.anatomy = anatomy
        self._fonts = fonts
        self._row = 0
        self._column = 0

    def handler(self) -> Callable[[str, dict[str, str]], None]:
        anatomy, fonts = self.anatomy, self._fonts
        columns: dict[str, int] = {}
        cell: dict[str, str] = {}
        plain: dict[str, str] = {}

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal cell
            if name not in plain:
                plain[name] = local(name)
            name = plain[name]
            if name == "c":
                cell = attributes
                letters = cell["r"].rstrip("0123456789") if "r" in cell else ""
                if letters not in columns:
                    columns[letters] = column_number(letters)
                self._column = columns[letters] or self._column + 1
            elif name == "v" or name == "is":
                if self._row > anatomy.last_row or self._column > anatomy.last_column:
                    anatomy.use(self._row, self._column)
                if fonts or anatomy.formulas or cell.get("t") == "e":
                    self._note_value(cell)
            elif name == "row":
                self._note_row(attributes)
            elif name == "f":
                anatomy.use(self._row, self._column)
                anatomy.formulas[self._row, self._column] = FormulaValue.MISSING
            elif name == "col":
                self._note_columns(attributes)

        return start

    def _note_value(self, cell: dict[str, str]) -> None:
        place = (self._row, self._column)
        kind = cell.get("t")
        if kind == "e":
            self.anatomy.formulas[place] = FormulaValue.ERROR
        elif place in self.anatomy.formulas:
            self.anatomy.formulas[place] = FormulaValue.EMPTY if kind == "str" else FormulaValue.KEPT
        if font := self._fonts.get(cell.get("s", "")):
            self.anatomy.fonts[place] = font

    def _note_row(self, attributes: dict[str, str]) -> None:
        self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        if attributes.get("hidden") in _TRUE or _is_zero(attributes.get("ht")):
            self.anatomy.hidden_rows.add(self._row)

    def _note_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or _is_zero(attributes.get("width")):
            self.anatomy.hidden_columns.append(range(int(attributes["min"]), int(attributes["max"]) + 1))


def _is_zero(size: str | None) -> bool:
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False
