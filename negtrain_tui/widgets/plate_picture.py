"""What is on the bar, the belt or the stack, drawn in one row: plates as blocks with their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from textual.content import Content

from negtrain_tui.training.equipment import Bar, Dumbbells, Loading, Made, Plate, Stack
from negtrain_tui.training.equipment_presets import plate_colour
from negtrain_tui.training.load import plain, shown
from negtrain_tui.training.loading import said
from negtrain_tui.widgets.literal import literal

# The theme's own colours; which disc it is, its number says.
_STYLES = {
    "red": "bold $text-error on $error-muted",
    "blue": "bold $text-primary on $primary-muted",
    "yellow": "bold $text-warning on $warning-muted",
    "green": "bold $text-success on $success-muted",
    "white": "bold $foreground on $panel",
}
_PLAIN = "bold"
_METAL = "$foreground-muted"


def plate_picture(made: Made, width: int) -> Content:
    """Draw a load as it is put together, in a row of `width` cells at most: `━━┫25┃1.25┣━ each side · bar`.

    Where that doesn't fit, the bar's name is left out, then alike plates are drawn as one (`2×25`), then
    words are left out; at last it is only said, with an ellipsis where that is too long as well.
    """
    for drawn in _drawings(made):
        if drawn.cell_length <= width:
            return drawn
    return Content(said(made)).truncate(width, ellipsis=True)


def _drawings(made: Made) -> Iterator[Content]:
    blocks = [_block(made, plate, 1) for plate in made.plates]
    name = Content.styled(f" · {literal(made.implement.name)}", _METAL) if made.implement else Content("")
    yield _drawn(made, blocks) + name
    yield _drawn(made, blocks)
    fewer = [_block(made, plate, len(list(alike))) for plate, alike in groupby(made.plates)]
    yield _drawn(made, fewer) + name
    yield _drawn(made, fewer)
    if blocks:
        yield _drawn(made, blocks, wordy=False)
        yield _drawn(made, fewer, wordy=False)


def _drawn(made: Made, blocks: list[Content], *, wordy: bool = True) -> Content:
    row = _row(blocks)
    match made.implement:
        case Stack():
            pin = Content.assemble(("pin ▐", _METAL), (shown(made.base), _PLAIN), ("▌", _METAL))
            return pin + " + " + row if blocks else pin
        case Dumbbells():
            often = f"{made.at_once} × " if made.at_once > 1 else ""
            bell = Content.assemble((f"{often}▐", _METAL), (shown(made.base), _PLAIN), ("▌", _METAL))
            return bell + " + " + row if blocks else bell
        case Bar() | None:
            pass
    if not blocks:
        line = "" if made.base.value == 0 else "━━━━ "
        return Content.assemble((line, _METAL), said(made))
    often = f"{made.at_once} × " if made.at_once > 1 else ""
    if made.loading is Loading.PAIRED:
        where = " each side" if wordy else ""
        return Content.assemble((f"{often}━━", _METAL), row, ("━", _METAL), where)
    if made.base.value == 0:
        return Content.assemble((f"{often}┯━", _METAL), row, " hung on" if wordy else "")
    return Content.assemble((f"{often}━━", _METAL), row, " one end" if wordy else "")


def _row(blocks: list[Content]) -> Content:
    return Content.assemble(("┫", _METAL), Content.styled("┃", _METAL).join(blocks), ("┣", _METAL))


def _block(made: Made, plate: Plate, number: int) -> Content:
    size = plain(plate.mass.value) if _is_usual(made) else str(plate.mass)
    often = f"{number}×" if number > 1 else ""
    return Content.styled(often + size, _STYLES.get(plate_colour(plate.mass), _PLAIN))


def _is_usual(made: Made) -> bool:
    """Whether all that is put together is in the load's own unit, so that plates needn't name theirs."""
    units = {plate.mass.unit for plate in made.plates}
    return units <= {made.mass.unit} and (made.base.value == 0 or made.base.unit == made.mass.unit)
