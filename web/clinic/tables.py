"""CSV in and out, as spreadsheets make it and take it."""

import csv
import io
from collections.abc import Iterable, Sequence

# A cell that begins with one of these is a formula to a spreadsheet (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows by the names in the first line; commas, semicolons or tabs. ValueError for what is no table."""
    first = text.lstrip("\ufeff").splitlines()[:1]
    if not first:
        return []
    delimiter = max(",;\t", key=first[0].count)
    reader = csv.reader(
        io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter, strict=True
    )
    try:
        lines = [line for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise ValueError("a quotation mark is not closed") from error
    names = [_name(cell) for cell in lines[0]] if lines else []
    return [dict(zip(names, (cell.strip() for cell in line))) for line in lines[1:]]


def written(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV; no cell of it is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def _name(cell: str) -> str:
    return cell.strip().lower().replace(" ", "_")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
