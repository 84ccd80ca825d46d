"""The board that Train writes on: head, stage or words, the column beside it, the reps and a sentence."""

from __future__ import annotations

from textwrap import wrap

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Static

from negtrain_tui.screens.train_face import Face
from negtrain_tui.screens.train_words import Panel
from negtrain_tui.training.timetable import Phase
from negtrain_tui.widgets.big_digits import BigDigits
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.rep_strip import RepStrip
from negtrain_tui.widgets.stage import FallingBar, PhaseShape

NARROW = 76
"""Below this many columns the shape goes and the column beside the stage shrinks."""

_FLASH_S = 0.15

_AROUND = 3
"""Rows that head, reps and message take."""

_LOOKS = {
    Phase.LOWERING: "-lower",
    Phase.HOLD: "-lower",
    Phase.LIFTING: "-lift",
    Phase.RETURN: "-lift",
    Phase.ORDINARY: "-lift",
    Phase.PAUSE_LOW: "-still",
    Phase.PAUSE_HIGH: "-still",
    Phase.PAUSED: "-still",
}
_WRAPPED = ("foot", "message", "trouble")
_SIZED_BY_TEXT = ("progress", "seconds", *_WRAPPED)
_ALL_LOOKS = ("-lower", "-lift", "-still", "-calm")


class TrainBoard(Widget, can_focus=False):
    """Takes finished strings and figures; what hasn't changed isn't drawn again."""

    DEFAULT_CSS = """
    TrainBoard { height: 1fr; layout: vertical; }
    TrainBoard #head { height: 1; background: $panel; }
    TrainBoard #title { width: 1fr; height: 1; text-style: bold; }
    TrainBoard #progress { width: auto; }
    TrainBoard #body { height: 1fr; }
    TrainBoard #stage { width: 1fr; padding: 0 1; background: $surface; }
    TrainBoard #sign-line { height: 1; }
    TrainBoard #sign { width: 1fr; height: 1; text-style: bold; }
    TrainBoard #seconds { width: auto; }
    TrainBoard #figures { height: 1fr; }
    TrainBoard BigDigits { width: 1fr; height: 1fr; }
    TrainBoard #then { height: 1; }
    TrainBoard #info { width: 28; height: 1fr; padding: 0 1; }
    TrainBoard #panel { display: none; width: 1fr; padding: 0 1; }
    TrainBoard #rows { height: auto; }
    TrainBoard #foot { dock: bottom; height: auto; text-style: bold; color: $text-accent; }
    TrainBoard #message { height: auto; max-height: 2; min-height: 1; padding: 0 1; color: $text-warning; }
    TrainBoard #trouble { height: auto; padding: 0 1; background: $error; color: $text; display: none; }
    TrainBoard.-words #stage { display: none; }
    TrainBoard.-words #panel { display: block; }
    TrainBoard.-narrow #info { width: 22; }
    TrainBoard.-narrow PhaseShape, TrainBoard.-resting PhaseShape { display: none; }
    TrainBoard.-wide #info { width: 40; }
    TrainBoard #stage.-lower { color: $text-error; background: $error 25%; }
    TrainBoard #stage.-lift { color: $text-success; background: $success 20%; }
    TrainBoard #stage.-still { color: $text-warning; background: $warning 20%; }
    TrainBoard #stage.-calm { color: $text-primary; }
    TrainBoard #stage.-flash { background: $foreground; color: $background; }
    """

    title = query_one("#title", Static)
    progress = query_one("#progress", Static)
    stage = query_one("#stage", Vertical)
    sign = query_one("#sign", Static)
    seconds = query_one("#seconds", Static)
    then = query_one("#then", Static)
    info = query_one("#info", Static)
    rows = query_one("#rows", Static)
    foot = query_one("#foot", Static)
    message = query_one("#message", Static)
    trouble = query_one("#trouble", Static)
    digits = query_one(BigDigits)
    shape = query_one(PhaseShape)
    bar = query_one(FallingBar)
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
            with Vertical(id="stage"):
                with Horizontal(id="sign-line"):
                    yield Static(id="sign", markup=False)
                    yield Static(id="seconds", markup=False)
                with Horizontal(id="figures"):
                    yield PhaseShape()
                    yield BigDigits()
                yield FallingBar()
                yield Static(id="then", markup=False)
            with Vertical(id="panel"):
                yield Static(id="rows", markup=False)
                yield Static(id="foot", markup=False)
            yield Static(id="info", markup=False)
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
        self._put(self.sign, face.sign)
        self._put(self.seconds, face.seconds)
        self._put(self.then, literal(face.then))
        self.digits.show(face.digits, face.tenths)
        self.shape.phase = face.phase
        self.bar.show(face.bar)
        # A rest in minutes is wide, and has no shape.
        self.set_class(face.phase is Phase.CLUSTER_REST, "-resting")
        look = _LOOKS.get(face.phase, "-calm")
        if self._shown.get("look") != look:
            self._shown["look"] = look
            for each in _ALL_LOOKS:
                self.stage.set_class(each == look, each)

    def words(self, panel: Panel) -> None:
        """Show words in place of the stage, continuation lines under their text."""
        self.set_class(True, "-words")
        self._panel = panel
        asked = (panel, self.size)
        if self._shown.get("panel") == asked:
            return
        self._shown["panel"] = asked
        label_width = max((len(label) for label, _ in panel.rows), default=0)
        beside = 40 if self.has_class("-wide") else 22 if self.has_class("-narrow") else 28
        room = max(20, self.app.size.width - beside - label_width - 5)
        lines = [Content.styled(line, "bold") for line in wrap(literal(panel.title), room + label_width)]
        lines += [Content(row) for row in panel.art]
        for label, text in panel.rows:
            for index, line in enumerate(wrap(literal(text), room) or [""]):
                label_here = f"{'' if index else label:>{label_width}}  "
                lines.append(Content.assemble((label_here, "$text-muted"), line))
        foot = wrap(literal(panel.foot), room + label_width + 1) or [""]
        high = self.size.height - _AROUND - len(foot)
        if 0 < high < len(lines):
            lines = [*lines[: high - 1], Content.styled("… more with more rows", "$text-muted")]
        self.rows.update(Content("\n").join(lines))
        self._put(self.foot, "\n".join(foot))

    def beside(self, lines: list[str]) -> None:
        """Fill the column beside the stage."""
        self._put(self.info, "\n".join(literal(line) for line in lines))

    def say(self, sentence: str) -> None:
        """Show a sentence under the reps."""
        self._put(self.message, literal(sentence))

    def trouble_is(self, sentence: str | None) -> None:
        """Show what keeps reps from being saved, until it is over."""
        self.trouble.display = sentence is not None
        self._put(self.trouble, literal(sentence or ""))

    def flash(self) -> None:
        """Turn the stage bright for a moment."""
        self.stage.add_class("-flash")
        self.set_timer(_FLASH_S, lambda: self.stage.remove_class("-flash"))

    def _put(self, widget: Static, text: str) -> None:
        name = widget.id or ""
        before = self._shown.get(name)
        if before == text:
            return
        self._shown[name] = text
        # A layout costs more than all the rest of a repaint; only what is as large as its text needs one.
        same_size = isinstance(before, str) and len(before) == len(text) and name not in _WRAPPED
        widget.update(Content(text), layout=name in _SIZED_BY_TEXT and not same_size)
