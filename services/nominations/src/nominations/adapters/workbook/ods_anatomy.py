"""Hidden rows and columns, formulas, merges and fonts of an .ods, read from its content.xml (OpenDocument 1.3 §9)."""

from dataclasses import dataclass, field

from nominations.adapters.workbook.anatomy import Anatomy, FormulaValue, Merge, Place
from nominations.adapters.workbook.archive import Archive
from nominations.adapters.workbook.xml_scan import local, scan

_HIDDEN = ("collapse", "filter")
_CELLS = ("table-cell", "covered-table-cell")
_ROW_GROUP = "table-row-group"


def read(archive: Archive) -> dict[str, Anatomy]:
    """The anatomy of every sheet, by the sheet's name."""
    reader = _Reader()
    scan(archive.chunks("content.xml"), reader.start, reader.end)
    return reader.sheets


@dataclass(slots=True)
class _Reader:
    """Walks the tables; a cell or row that stands for several is counted as often as it repeats."""

    sheets: dict[str, Anatomy] = field(default_factory=dict)
    depth: int = 0
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    hidden_groups: list[bool] = field(default_factory=list)
    anatomy: Anatomy = field(default_factory=Anatomy)
    style: str = ""
    fonts: dict[str, str] = field(default_factory=dict)
    column_styles: list[tuple[range, str]] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "style":
            self.style = attributes.get("style:name", "")
        elif name == "text-properties":
            self._font(attributes.get("style:font-name") or attributes.get("fo:font-family", ""))
        elif name == "table":
            self._table(attributes)
        elif self.depth == 1 and name == "table-row":
            self._row(attributes)
        elif self.depth == 1 and name in _CELLS:
            self._cell(attributes)
        elif self.depth == 1 and name == "table-column":
            self._table_column(attributes)
        elif name == "p" and self.depth == 1 and self.row:
            self._text()
        elif name == _ROW_GROUP:
            self.hidden_groups.append(attributes.get("table:display") == "false")

    def end(self, name: str) -> None:
        name = local(name)
        if name == "table":
            self.depth -= 1
        elif name == _ROW_GROUP:
            self.hidden_groups.pop()

    def _font(self, font: str) -> None:
        """Only fonts that are no Unicode ones matter."""
        if font.strip("'").lower().startswith((".vn", "vni")):
            self.fonts[self.style] = font.strip("'")

    def _table(self, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.anatomy = self.sheets.setdefault(attributes.get("table:name", ""), Anatomy())
            self.row = self.column = 0
            self.rows = self.columns = 1
            self.column_styles.clear()

    def _table_column(self, attributes: dict[str, str]) -> None:
        count = int(attributes.get("table:number-columns-repeated", 1))
        if attributes.get("table:visibility") in _HIDDEN:
            self.anatomy.hidden_columns.append(range(self.column + 1, self.column + count + 1))
        if attributes.get("table:default-cell-style-name") in self.fonts:
            span = range(self.column + 1, self.column + count + 1)
            self.column_styles.append((span, attributes["table:default-cell-style-name"]))
        self.column += count

    def _row(self, attributes: dict[str, str]) -> None:
        self.row += self.rows if self.row else 1
        self.rows = int(attributes.get("table:number-rows-repeated", 1))
        self.column, self.columns = 0, 1
        if attributes.get("table:visibility") in _HIDDEN or any(self.hidden_groups):
            # A million trailing rows may be hidden by one element; those beyond the data matter to nobody.
            self.anatomy.hidden_rows.update(range(self.row, self.row + min(self.rows, 100_000)))

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column += self.columns if self.column else 1
        self.columns = int(attributes.get("table:number-columns-repeated", 1))
        place = (self.row, self.column)
        if "table:formula" in attributes:
            kept = "office:value-type" in attributes and attributes["office:value-type"] != "string"
            self.anatomy.formulas[place] = FormulaValue.KEPT if kept else FormulaValue.MISSING
        if attributes.get("calcext:value-type") == "error":
            self.anatomy.formulas[place] = FormulaValue.ERROR
        if "office:value-type" in attributes or "table:formula" in attributes:
            self._use()
        if self.fonts:
            self._note_font(place, attributes.get("table:style-name"))
        self._merge(attributes)

    def _note_font(self, place: Place, style: str | None) -> None:
        """A cell without a style of its own has that of its column."""
        own = style or next((style for span, style in self.column_styles if place[1] in span), "")
        if own in self.fonts:
            self.anatomy.fonts[place] = self.fonts[own]

    def _merge(self, attributes: dict[str, str]) -> None:
        height = int(attributes.get("table:number-rows-spanned", 1))
        width = int(attributes.get("table:number-columns-spanned", 1))
        if height > 1 or width > 1:
            last = (self.row + height - 1, self.column + width - 1)
            self.anatomy.merges.append(Merge(self.row, self.column, *last))

    def _text(self) -> None:
        self._use()
        place = (self.row, self.column)
        if self.anatomy.formulas.get(place) is FormulaValue.MISSING:
            self.anatomy.formulas[place] = FormulaValue.EMPTY

    def _use(self) -> None:
        self.anatomy.use(self.row + self.rows - 1, self.column + self.columns - 1)
