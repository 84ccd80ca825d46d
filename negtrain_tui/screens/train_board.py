"""The board that Train writes on: head, stage or words, the column beside it, the reps and a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Static

from negtrain_tui.screens.train_face import Face
from negtrain_tui.screens.train_words import Panel, Row
from negtrain_tui.training.equipment import Made
from negtrain_tui.training.timetable import Phase
from negtrain_tui.widgets.lines import Line, Lines, Look, plain
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.plate_picture import plate_picture
from negtrain_tui.widgets.rep_strip import RepStrip
from negtrain_tui.widgets.stage import Picture, StageView

NARROW = 76
"""Below this many columns the shape goes and the column beside the stage shrinks."""

_FLASH_S = 0.15

_AROUND = 3
"""Rows that head, reps and message take."""

_LOOKS = {
    Phase.LOWERING: "stage--lower",
    Phase.HOLD: "stage--lower",
    Phase.LIFTING: "stage--lift",
    Phase.RETURN: "stage--lift",
    Phase.ORDINARY: "stage--lift",
    Phase.PAUSE_LOW: "stage--still",
    Phase.PAUSE_HIGH: "stage--still",
    Phase.PAUSED: "stage--still",
}
_WRAPPED = ("foot", "message", "trouble")
_SIZED_BY_TEXT = ("progress", *_WRAPPED)


class TrainBoard(Widget, can_focus=False):
    """Takes finished strings and figures; what hasn't changed isn't drawn again."""

    DEFAULT_CSS = """
    TrainBoard { height: 1fr; layout: vertical; }
    TrainBoard #head { height: 1; background: $panel; }
    TrainBoard #title { width: 1fr; height: 1; text-style: bold; }
    TrainBoard #progress { width: auto; }
    TrainBoard #body { height: 1fr; }
    TrainBoard #info { width: 28; height: 1fr; padding: 0 1; }
    TrainBoard #panel { display: none; width: 1fr; padding: 0 1; }
    TrainBoard #rows { height: 1fr; }
    TrainBoard #foot { height: auto; text-style: bold; color: $text-accent; }
    TrainBoard #message { height: auto; max-height: 2; min-height: 1; padding: 0 1; color: $text-warning; }
    TrainBoard #trouble { height: auto; padding: 0 1; background: $error; color: $text; display: none; }
    TrainBoard.-words #stage { display: none; }
    TrainBoard.-words #panel { display: block; }
    TrainBoard.-words.-whole #info { display: none; }
    TrainBoard.-narrow #info { width: 22; }
    TrainBoard.-wide #info { width: 40; }
    """

    title = query_one("#title", Static)
    progress = query_one("#progress", Static)
    stage = query_one(StageView)
    info = query_one("#info", Lines)
    rows = query_one("#rows", Lines)
    foot = query_one("#foot", Static)
    message = query_one("#message", Static)
    trouble = query_one("#trouble", Static)
    strip = query_one(RepStrip)

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[str, object] = {}
        self._panel: Panel | None = None

    def on_resize(self) -> None:
        """Fit the words to the new room."""
        if self._panel is not None and self.has_class("-words"):
            self.words(self._panel)

    def compose(self) -> ComposeResult:
        """Lay the board out."""
        with Horizontal(id="head"):
            yield Static(id="title", markup=False)
            yield Static(id="progress", markup=False)
        with Horizontal(id="body"):
            yield StageView(id="stage")
            with Vertical(id="panel"):
                yield Lines(id="rows")
                yield Static(id="foot", markup=False)
            yield Lines(id="info")
        yield RepStrip()
        yield Static(id="message", markup=False)
        yield Static(id="trouble", markup=False)

    def fit(self, width: int) -> None:
        """Leave out, or add, what this many columns ask for."""
        self.set_class(width < NARROW, "-narrow")
        self.set_class(width >= 110, "-wide")
        self._shown.clear()

    def head(self, title: str, progress: str) -> None:
        """Show what is trained and how far it has come."""
        self._put(self.title, literal(title))
        self._put(self.progress, progress)

    def figures(self, face: Face) -> None:
        """Show the stage."""
        self.set_class(False, "-words")
        # A rest in minutes is wide, and has no shape.
        bare = face.phase is Phase.CLUSTER_REST or self.has_class("-narrow")
        picture = Picture(
            face.sign,
            face.seconds,
            face.digits,
            face.tenths,
            face.bar,
            literal(face.then),
            None if bare else face.phase,
        )
        self.stage.show(picture, _LOOKS.get(face.phase, "stage--calm"))

    @property
    def _beside_width(self) -> int:
        return 40 if self.has_class("-wide") else 22 if self.has_class("-narrow") else 28

    def words(self, panel: Panel) -> None:
        """Show words in place of the stage, continuation lines under their text.

        Where nothing stands beside them, they take its room too.
        """
        self.set_class(True, "-words")
        self.set_class(panel.whole, "-whole")
        self._panel = panel
        asked = (panel, self.size)
        if self._shown.get("panel") == asked:
            return
        self._shown["panel"] = asked
        label_width = max((len(label) for label, _ in panel.rows), default=0)
        beside = 0 if panel.whole else self._beside_width
        room = max(20, self.app.size.width - beside - label_width - 5)
        titled: list[Line] = [((row, Look.TITLE),) for row in wrap(literal(panel.title), room + label_width)]
        titled += [plain(row) for row in panel.art]
        foot = wrap(literal(panel.foot), room + label_width + 1) or [""]
        high = self.size.height - _AROUND - len(foot)
        rows, shorter = panel.rows, list(panel.shorter)
        lines = [*titled, *self._lines(rows, label_width, room)]
        while shorter and 0 < high < len(lines):
            rows = _shortened(rows, *shorter.pop(0))
            lines = [*titled, *self._lines(rows, label_width, room)]
        if 0 < high < len(lines):
            lines = [*lines[: high - 1], (("… more with more rows", Look.LABEL),)]
        self.rows.show(lines)
        self._put(self.foot, "\n".join(foot))

    def _lines(self, rows: Sequence[Row], label_width: int, room: int) -> Iterator[Line]:
        for label, told in rows:
            for index, row in enumerate(self._told(told, room)):
                yield ((f"{'' if index else label:>{label_width}}  ", Look.LABEL), *row)

    def _told(self, told: str | Made, room: int) -> list[Line]:
        """A row's text in lines of so many cells, or its plates drawn."""
        if isinstance(told, str):
            return [plain(row) for row in wrap(literal(told), room) or [""]]
        picture = plate_picture(told, room)
        parsed = self.app.stylesheet.parse_style
        return [tuple(row.render(end="", parse_style=parsed)) for row in picture.wrap(room)]

    def beside(self, lines: list[str]) -> None:
        """Fill the column beside the stage."""
        width = self._beside_width - 2
        self.info.show([plain(row) for line in lines for row in wrap(literal(line), width) or [""]])

    def say(self, sentence: str) -> None:
        """Show a sentence under the reps."""
        self._put(self.message, literal(sentence))

    def trouble_is(self, sentence: str | None) -> None:
        """Show what keeps reps from being saved, until it is over."""
        self.trouble.display = sentence is not None
        self._put(self.trouble, literal(sentence or ""))

    def flash(self) -> None:
        """Turn the stage bright for a moment."""
        self.stage.flash(True)
        self.set_timer(_FLASH_S, lambda: self.stage.flash(False))

    def _put(self, widget: Static, text: str) -> None:
        name = widget.id or ""
        before = self._shown.get(name)
        if before == text:
            return
        self._shown[name] = text
        # A layout costs more than all the rest of a repaint; only what is as large as its text needs one.
        same_size = isinstance(before, str) and len(before) == len(text) and name not in _WRAPPED
        widget.update(Content(text), layout=name in _SIZED_BY_TEXT and not same_size)


def _shortened(rows: Sequence[Row], label: str, by: tuple[Row, ...]) -> tuple[Row, ...]:
    """Put other rows in place of the one with this label and those without one that follow it."""
    kept: list[Row] = []
    under = ""
    for row in rows:
        under = row[0] or under
        if under != label:
            kept.append(row)
        elif row[0]:
            kept.extend(by)
    return tuple(kept)
