"""What an exercise's course amounts to, as rows to go through: the best, where it stood still, every day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from textual.content import Content

from negtrain_tui.training.load import Unit
from negtrain_tui.training.plateaus import Plateau
from negtrain_tui.training.trend import TrendExposure
from negtrain_tui.training.trend_best import Best
from negtrain_tui.widgets.cursor_rows import CursorRows, Row
from negtrain_tui.widgets.trend_rows import best_tables, exposure_columns, table

_MUTED = "$foreground-muted"
_HEAD = "bold $text-primary"
_PLATEAUS = 3
_OLDER = "older plateaus"
# Rows of exposures that are laid out before one comes near the last of them.
_PAGE, _AHEAD = 200, 30


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of a window; exposures newest first. `markers` stand for lines, if there are several."""

    bests: tuple[Best, ...] = ()
    plateaus: tuple[Plateau, ...] = ()
    markers: Mapping[tuple[object, ...], str] = field(default_factory=dict)
    exposures: tuple[TrendExposure, ...] = ()
    unit: Unit = "kg"
    today: date = date.min


@dataclass(frozen=True, slots=True)
class Aim:
    """The set that a row is about, in its session; the session alone where `set_id` is None."""

    session_id: str
    set_id: str | None


class CourseRows(CursorRows[str]):
    """The three tables of a course with one cursor through them."""

    def __init__(self) -> None:
        super().__init__()
        self._told = Told()
        self._about: dict[str, Best | Plateau | TrendExposure] = {}
        self._unfolded = False
        self._limit = _PAGE

    def tell(self, told: Told, *, anew: bool) -> None:
        """Show this; `anew` puts the cursor on the first row."""
        self._told = told
        self._unfolded = self._unfolded and not anew
        self._limit = _PAGE if anew else self._limit
        self.renew()
        if anew and self.rows:
            self.go(self.rows[0].place)

    @property
    def aim(self) -> Aim | None:
        """What the row under the cursor is about, where there is a session to open."""
        about = self._about.get(self.here or "")
        if about is None or about.session_id is None:
            return None
        return Aim(about.session_id, None if isinstance(about, Plateau) else about.set_id)

    @property
    def exposure(self) -> TrendExposure | None:
        """The exposure under the cursor, else the newest one."""
        here = self._about.get(self.here or "")
        return here if isinstance(here, TrendExposure) else next(iter(self._told.exposures), None)

    @property
    def best(self) -> Best | None:
        """The best under the cursor, else the first one."""
        here = self._about.get(self.here or "")
        return here if isinstance(here, Best) else next(iter(self._told.bests), None)

    @property
    def plateau(self) -> Plateau | None:
        """The plateau under the cursor, else the newest one."""
        here = self._about.get(self.here or "")
        return here if isinstance(here, Plateau) else next(iter(reversed(self._told.plateaus)), None)

    def on_cursor_rows_moved(self) -> None:
        """Lay out more exposures when the end of those that are comes near."""
        if self._limit < len(self._told.exposures) and any(
            row.place == self.here for row in self.rows[-_AHEAD:]
        ):
            self._limit += _PAGE
            self.renew()

    @property
    def folded_here(self) -> bool:
        """Whether the row under the cursor stands for others."""
        return self.here == _OLDER

    def unfold(self) -> None:
        """Show what the row under the cursor stands for."""
        if self.folded_here:
            self._unfolded = True
            self.renew()

    def lay_out(self, width: int) -> Sequence[Row[str]]:
        """Lay the tables out one below the other."""
        self._about.clear()
        told = self._told
        rows: list[Row[str]] = []
        for title, bests, columns in best_tables(told.bests):
            places = ((f"{each.kind} {place}", each) for place, each in enumerate(bests))
            rows += self._section(title, table(columns, width - 1), places)
        if told.plateaus:
            rows += self._plateaus(width)
        if told.exposures:
            shown = told.exposures[: self._limit]
            rows += self._section(
                "Exposures, newest first",
                table(exposure_columns(shown, told.unit), width - 1),
                ((f"exposure {each.session_id} {place}", each) for place, each in enumerate(shown)),
            )
        return rows

    def _section(
        self, title: str, lines: Sequence[str], places: Iterable[tuple[str, Best | TrendExposure]]
    ) -> Iterator[Row[str]]:
        heads = [Content.styled(f" {title}", _HEAD), Content.styled(f" {lines[0]}", _MUTED)]
        for line, (place, about) in zip(lines[1:], places, strict=True):
            self._about[place] = about
            yield from (Row(head, place, plain=True) for head in heads)
            heads = []
            yield Row(Content(f" {line}"), place, marked=True)

    def _plateaus(self, width: int) -> Iterator[Row[str]]:
        head: list[Content] = [Content.styled(" ═ Where it stood still", _HEAD)]
        newest = tuple(reversed(self._told.plateaus))
        shown = newest if self._unfolded or len(newest) <= _PLATEAUS + 1 else newest[:_PLATEAUS]
        for number, each in enumerate(shown):
            place = f"plateau {number}"
            self._about[place] = each
            yield from (Row(text, place, plain=True) for text in head)
            head = []
            marker = self._told.markers.get(each.strand)
            words = f"{marker} {each.words(self._told.today)}" if marker else each.words(self._told.today)
            for line, text in enumerate(Content(words).wrap(max(10, width - 2))):
                yield Row(Content.assemble(" " if line == 0 else "  ", text), place, marked=line == 0)
        if len(shown) < len(newest):
            yield Row(Content(f" … {len(newest) - len(shown)} more before these"), _OLDER, marked=True)
