"""The cells of an HTML table as a rectangle: spans become empty cells."""

_WIDEST = 60
_LONGEST_SPAN = 500


class TableBuilder:
    """Collects cells row by row."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._spans: dict[int, int] = {}  # column -> rows below that a cell above reaches into
        self._cell = (1, 1)

    @property
    def in_first_row(self) -> bool:
        """Whether cells that come now are the head."""
        return len(self._rows) == 1 if self._row is not None else not self._rows

    def begin_row(self) -> None:
        """A row begins."""
        self._row = []
        self._rows.append(self._row)

    def begin_cell(self, columns: int = 1, rows: int = 1) -> None:
        """A cell begins that spans so many columns and rows."""
        if self._row is None:
            self.begin_row()
        self._cell = (min(max(columns, 1), _WIDEST), min(max(rows, 1), _LONGEST_SPAN))

    def end_cell(self, html: str) -> None:
        """The cell that was begun holds this."""
        row = self._row
        if row is None:
            return
        self._skip_spanned(row)
        columns, rows = self._cell
        first = len(row)
        if first >= _WIDEST:  # nothing is lost of a table that no screen could show
            row[-1] = f"{row[-1]} {html}".strip()
            return
        row += [html, *[""] * (min(columns, _WIDEST - first) - 1)]
        if rows > 1:
            self._spans.update(dict.fromkeys(range(first, len(row)), rows - 1))
        self._cell = (1, 1)

    def _skip_spanned(self, row: list[str]) -> None:
        while self._spans.get(len(row), 0) > 0:
            self._spans[len(row)] -= 1
            row.append("")

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows, all of one width, without empty ones; () when nothing is in any cell."""
        filled = [row for row in self._rows if any(row)]
        width = max((len(row) for row in filled), default=0)
        return tuple((*row, *[""] * (width - len(row))) for row in filled)
