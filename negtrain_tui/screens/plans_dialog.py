"""The lifter's plans to choose among and to keep in order, and the templates that new ones begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.screens.dialogs import LEAVE, READ_ON, AskDialog, WordyDialog
from negtrain_tui.screens.list_dialog import MOVES, ListDialog
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.prescription import PlanHeading
from negtrain_tui.training.protocols import Template, templates
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_LONGEST_NAME = 200


class Do(Enum):
    """What is to be done with a plan."""

    OPEN = auto()
    ACTIVATE = auto()
    NEW = auto()
    DUPLICATE = auto()
    RENAME = auto()
    ARCHIVE = auto()
    UNARCHIVE = auto()
    DELETE = auto()


@dataclass(frozen=True, slots=True)
class PlansAnswer:
    """What to do with which plan: `name` for a copy or a new name, `template` for a new plan."""

    do: Do
    plan_id: str | None = None
    name: str | None = None
    template: Template | None = None


class PlansDialog(ListDialog[PlansAnswer]):
    """Every plan with what can be done with it; archived ones stand last."""

    DEFAULT_CSS = """
    PlansDialog > .box { width: 76; }
    PlansDialog OptionList { height: auto; max-height: 12; border: none; background: $surface; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "do('OPEN')", "open", tooltip="Show this plan"),
        Binding("a", "do('ACTIVATE')", "activate", tooltip="Train by this plan from now on"),
        Binding("n", "new", "new", tooltip="Begin a plan with a template, or empty"),
        Binding("c", "named('DUPLICATE')", "copy", tooltip="Make a copy under another name"),
        Binding("r", "named('RENAME')", "rename", tooltip="Give this plan another name"),
        Binding("x", "do('ARCHIVE')", "archive", tooltip="Put it away; it keeps its lines"),
        Binding("x", "do('UNARCHIVE')", "take out again", tooltip="Take it out of the archive"),
        Binding("d,delete", "do('DELETE')", "delete", tooltip="Delete it; undo brings it back"),
        *MOVES,
        LEAVE,
    ]

    def __init__(self, headings: Sequence[PlanHeading], shown: str | None = None) -> None:
        """Offer plans; `shown` is the id of the one that stands on the screen below."""
        super().__init__()
        self._headings = tuple(sorted(headings, key=lambda heading: heading.archived))
        self._shown = shown

    def compose(self) -> ComposeResult:
        """The plans and the keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content("Plans")
            if not self._headings:
                yield Static("There is no plan yet. n begins one with a template, or empty.")
            options = OptionList(*(Option(self._row(heading)) for heading in self._headings), markup=False)
            options.can_focus = False
            yield options
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the plan that is shown."""
        places = [place for place, heading in enumerate(self._headings) if heading.id == self._shown]
        if self._headings:
            self.highlight(places[0] if places else 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense for the highlighted plan."""
        heading = self._highlighted() if self.is_mounted else None
        if action in ("do", "named", "move") and heading is None:
            return False
        if heading is None or action != "do":
            return True
        match parameters:
            case ("ACTIVATE",):
                return not heading.active and not heading.archived
            case ("ARCHIVE",):
                return not heading.archived
            case ("UNARCHIVE",):
                return heading.archived
        return True

    def action_do(self, what: str) -> None:
        """Answer with something that needs no further question."""
        heading = self._highlighted()
        if heading is not None:
            self.dismiss(PlansAnswer(Do[what], heading.id))

    def action_named(self, what: str) -> None:
        """Ask for the name of the copy, or for the new name."""
        heading = self._highlighted()
        if heading is None:
            return
        do = Do[what]
        suggestion = heading.name if do is Do.RENAME else self._free(f"{heading.name} copy")

        def named(name: str | None) -> None:
            if name is not None:
                self.dismiss(PlansAnswer(do, heading.id, name))

        self.app.push_screen(
            AskDialog(
                "Another name" if do is Do.RENAME else "Copy of a plan",
                f"The name of {heading.name} from now on" if do is Do.RENAME else "The name of the copy",
                parse=lambda text: self._named(text, heading if do is Do.RENAME else None),
                words=lambda _: "",
                value=suggestion,
            ),
            named,
        )

    def action_new(self) -> None:
        """Ask which template to begin with."""

        def chosen(template: Template | None) -> None:
            if template is not None:
                self.dismiss(PlansAnswer(Do.NEW, template=template))

        self.app.push_screen(TemplateDialog(), chosen)

    def on_option_list_option_highlighted(self) -> None:
        """Offer what the highlighted plan allows."""
        self.refresh_bindings()

    def take(self, row: int) -> None:
        """Answer with that plan, or template."""
        self.dismiss(PlansAnswer(Do.OPEN, self._headings[row].id))

    def _highlighted(self) -> PlanHeading | None:
        highlighted = self.query_one(OptionList).highlighted
        return None if highlighted is None else self._headings[highlighted]

    def _row(self, heading: PlanHeading) -> Content:
        marks = [
            word
            for word, applies in (
                ("active", heading.active),
                ("archived", heading.archived),
                ("shown", heading.id == self._shown),
            )
            if applies
        ]
        size = f"{_count(heading.workouts, 'workout')}, {_count(heading.lines, 'line')}"
        said = f"  {', '.join(marks)}" if marks else ""
        return Content.assemble(
            (literal(heading.name), "bold" if heading.active else ""),
            (said, "$text-success" if heading.active else "$foreground-muted"),
            (f"  {size}", "$foreground-muted"),
        )

    def _named(self, text: str, itself: PlanHeading | None) -> str:
        if not text:
            raise Refused("Give it a name.")
        if len(text) > _LONGEST_NAME:
            raise Refused(f"A name has at most {_LONGEST_NAME} characters.")
        if any(text.casefold() == each.name.casefold() for each in self._headings if each is not itself):
            raise Refused(f"There is a plan named {text} already.")
        return text

    def _free(self, name: str) -> str:
        taken = {heading.name.casefold() for heading in self._headings}
        names = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
        return next(each for each in names if each.casefold() not in taken)


class TemplateDialog(ListDialog[Template], WordyDialog[Template]):
    """The templates, and of the highlighted one for whom it is, where it comes from and what it needs."""

    DEFAULT_CSS = """
    TemplateDialog > .box { width: 76; height: 96%; max-height: 21; }
    TemplateDialog OptionList {
        height: auto; max-height: 8; border: none; background: $surface; padding: 0;
    }
    TemplateDialog VerticalScroll { height: 1fr; margin-top: 1; }
    TemplateDialog #about { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take it", tooltip="Make a plan of this template"),
        *MOVES,
        READ_ON,
        LEAVE,
    ]

    def __init__(self, offered: Sequence[Template] | None = None) -> None:
        """Offer templates; all of them where none are named."""
        super().__init__()
        self._templates = templates() if offered is None else tuple(offered)

    def compose(self) -> ComposeResult:
        """The templates, the highlighted one's facts, keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content("Begin a plan with")
            options = OptionList(
                *(Option(Content(literal(each.name))) for each in self._templates), markup=False
            )
            options.can_focus = False
            yield options
            with VerticalScroll(can_focus=False):
                yield Static(id="about", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first."""
        if self._templates:
            self.highlight(0)

    def action_take(self) -> None:
        """Answer with the highlighted one."""
        if self._templates:
            self.take(self.highlighted_row)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell about it."""
        self.query_one("#about", Static).update(_about(self._templates[event.option_index]))
        self.read_anew()

    def on_resize(self) -> None:
        """See again whether it fits."""
        self.read_anew()

    def take(self, row: int) -> None:
        """Answer with that plan, or template."""
        self.dismiss(self._templates[row])


def _about(template: Template) -> Content:
    facts = (
        ("For", template.for_whom),
        ("Source", template.source),
        ("Needs", template.needs),
        ("Caution", template.caution),
    )
    return Content("\n").join(
        Content.assemble((f"{title}: ", "bold"), literal(fact)) for title, fact in facts if fact
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
