"""Why as a lifter uses it: the reason and the trail of each line, and deciding otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest
from textual.widgets import OptionList

from negtrain_tui.clock import Clock
from negtrain_tui.coaching import coached
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.why import WhyScreen
from negtrain_tui.screens.why_view import OfferRow
from negtrain_tui.training.equipment import Inventory
from negtrain_tui.training.equipment_presets import presets
from negtrain_tui.training.exercise import Catalogue, load_catalogue
from negtrain_tui.training.load import Mass, parse_load
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.proposal import Proposal
from negtrain_tui.training.standing import Decision, DecisionKind, Standing
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Made, Visit, visiting
from tests.past import GARAGE, Went, remember
from tests.test_today import MONDAY, SEEN, plan, workout

BENCH = "Bench press 4x5 @60kg 4-0-X-0 rest 3:00 +1s..6s +0.5kg"
PULL = "Pull-up negative 3x3 @bw 8-0-A-1 rest 2:00 +1s..10s"
PLAIN = "Back squat 3x5 @100kg 4-0-X-0"
HEAVY = "Overhead press 3x5 @20kg 4-0-X-0 +2.5kg"
PLAN = plan(workout("Push", BENCH, PULL, PLAIN, HEAVY))


def bench(seconds: str, load: str) -> str:
    return f"Bench press 4x5 @{load} {seconds}-0-X-0 rest 3:00 +1s..6s +0.5kg"


def days(*went: Went) -> list[Went]:
    """Sessions three days apart, the last of them three days ago."""
    first = MONDAY - timedelta(days=3 * len(went))
    return [replace(each, at=first + timedelta(days=3 * number)) for number, each in enumerate(went)]


def went(line: str, seconds: str | None = None, **told: object) -> Went:
    return Went(MONDAY, line, seconds, **told)  # type: ignore[arg-type]


GOOD = days(went(BENCH, "3.9", rpe="7"), went(bench("5", "60kg"), "4.7", rpe="8", pain=1))
STILL = days(*[went(bench("6", "60.5kg"), None, lifted="60kg")] * 4)


def filled(
    *sessions: Went,
    followed: Plan = PLAN,
    inventory: Inventory = GARAGE,
    heavy: Sequence[Went] = (),
) -> Callable[[Repository], None]:
    def fill(repository: Repository) -> None:
        repository.save_settings(SEEN)
        repository.save_plan(followed)
        if inventory.known:
            repository.save_equipment(inventory)
        remember(repository, "Push-1", BENCH, sessions)
        remember(repository, "Push-4", HEAVY, heavy)

    return fill


def looking(first: str | None = None, followed: Plan = PLAN) -> Made:
    def make(outbox: Outbox, clock: Clock, catalogue: Catalogue) -> WhyScreen:
        lines = followed.workouts[0].lines
        return WhyScreen(outbox, clock, catalogue, followed.id, lines, first=first)

    return make


def next_of(visit: Visit, line_id: str = "Push-1", at: datetime = MONDAY) -> Proposal:
    """What is proposed for a line now, as another program finds it."""

    def look(repository: Repository) -> Proposal:
        active = repository.active_plan()
        assert active is not None
        lines = [line for line in active.workouts[0].lines if line.id == line_id]
        return coached(repository, load_catalogue(), active, lines, at).proposals[line_id]

    return visit.stored(look)


def decisions(visit: Visit) -> tuple[Decision, ...]:
    return visit.stored(lambda repository: repository.decisions("plan", ["Push-1", "Push-4"]))


def stands(seconds: str | None, load: str | None) -> Standing:
    return Standing(None if seconds is None else D(seconds), None if load is None else parse_load(load))


class TestTheReason:
    @pytest.mark.parametrize("size", SIZES)
    async def test_what_is_prescribed_and_why_stands_first(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*GOOD), size=size) as visit:
            assert "‹ Bench press › 1 of 4" in visit.flat
            assert "PRESCRIBED 4x5 60kg 6 s down last 5 s, 60kg" in visit.flat
            assert "LOADABLE 60kg" in visit.flat
            assert "20" in visit.text.partition("PLATES")[2].splitlines()[0]
            assert "+1 s: 4 of 4 sets on tempo" in visit.flat
            assert "esc back" in visit.bar

    async def test_the_trail_tells_each_session_newest_first(self, tmp_path: Path) -> None:
        trail = days(went(BENCH, "3.9", rpe="7"), went(bench("5", "60kg"), None, missing=1, pain=2))
        async with visiting(tmp_path / "a.db", looking(), before=filled(*trail), size=(120, 60)) as visit:
            told = visit.flat.partition("newest first")[2]
            newest, _, oldest = told.partition("Tue 24 Feb")
            assert "Fri 27 Feb" in newest
            assert "5 s, 60kg" in newest
            assert "19 of 20" in newest
            assert "paced" in newest
            assert "× miss" in newest
            assert "20 of 20 97 % 7 – ✓ success" in oldest
            assert "paced" not in oldest

    async def test_rule_and_rounding_are_told_in_words(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*STILL), size=(120, 60)) as visit:
            assert "LOADABLE 60kg next above 61kg: n takes it" in visit.flat
            assert "60.5kg is prescribed and remembered" in visit.flat
            assert "plateau" in visit.flat.partition("Rule")[2]

    async def test_unknown_equipment_is_told_as_unknown(self, tmp_path: Path) -> None:
        fill = filled(*GOOD, inventory=Inventory())
        async with visiting(tmp_path / "a.db", looking(), before=fill) as visit:
            assert "LOADABLE not known" in visit.flat
            assert "PLATES" not in visit.text
            assert "ladder" not in visit.bar

    async def test_a_line_not_trained_yet_says_so(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled()) as visit:
            assert "the first session sets it off" in visit.flat

    async def test_a_line_without_steps_says_how_to_note_them(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking("Push-3"), before=filled()) as visit:
            assert "3 of 4" in visit.text
            assert "+0.5kg half a kilo" in visit.flat

    @pytest.mark.parametrize("size", SIZES)
    async def test_all_of_it_can_be_scrolled_to(self, tmp_path: Path, size: tuple[int, int]) -> None:
        many = days(*[went(bench("6", "60.5kg"), "5.8", lifted="60kg")] * 20)
        async with visiting(tmp_path / "a.db", looking(), before=filled(*many), size=size) as visit:
            assert "Thu 1 Jan" not in visit.text
            await visit.rush(*["pagedown"] * 20)
            assert "Thu 1 Jan" in visit.text

    async def test_outside_text_is_shown_literally(self, tmp_path: Path) -> None:
        evil = plan(workout("Push", PLAIN))
        line = replace(evil.workouts[0].lines[0].prescription, exercise=EVIL)
        evil = plan(replace(evil.workouts[0], lines=(replace(evil.workouts[0].lines[0], prescription=line),)))
        made = looking(followed=evil)
        async with visiting(tmp_path / "a.db", made, before=filled(followed=evil)) as visit:
            assert "\x1b" not in visit.text
            assert VISIBLE_EVIL in visit.flat


class TestTheLines:
    async def test_tab_and_arrows_go_through_them(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled()) as visit:
            for key, shown in (
                ("tab", "Pull-up negative"),
                ("right", "Back squat"),
                ("left", "Pull-up negative"),
                ("shift+tab", "Bench press"),
                ("shift+tab", "Overhead press"),
            ):
                await visit.press(key)
                assert f"‹ {shown} ›" in visit.text

    async def test_on_a_wide_terminal_they_stand_beside_and_can_be_clicked(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(), size=(120, 40)) as visit:
            region = visit.app.screen.query_one(OptionList).content_region
            await visit.mouse(region.x + 2, region.y + 2)
            assert "‹ Back squat ›" in visit.text

    async def test_it_can_open_at_any_of_them(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking("Push-4"), before=filled()) as visit:
            assert "‹ Overhead press ›" in visit.text

    async def test_a_line_that_is_gone_leaves_a_way_back(self, tmp_path: Path) -> None:
        fill = filled(followed=plan(workout("Empty")))
        async with visiting(tmp_path / "a.db", looking(), before=fill) as visit:
            assert "There is no line here any more" in visit.flat
            await visit.press("plus", "s", "p", "n", "y", "u", "1")
            assert "There is no line here any more" in visit.flat


class TestDecidingOtherwise:
    async def test_plus_and_minus_move_the_load_by_its_step(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*GOOD)) as visit:
            await visit.press("plus", "plus", "minus", "plus")
            assert "PRESCRIBED 4x5 61kg" in visit.flat
            assert next_of(visit).standing == stands("6", "61kg")
            assert {each.kind for each in decisions(visit)} == {DecisionKind.SET}

    async def test_keys_pressed_in_haste_all_count(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*GOOD)) as visit:
            await visit.rush("plus", "plus", "plus", "left_square_bracket", "left_square_bracket")
            assert next_of(visit).standing == stands("4", "61.5kg")

    async def test_an_undo_in_haste_takes_the_last_key_back(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*GOOD)) as visit:
            await visit.rush("plus", "plus", "u", "plus")
            assert next_of(visit).standing == stands("6", "61kg")
            await visit.rush("u", "u")
            assert decisions(visit) == ()
            assert next_of(visit).standing == stands("6", "60kg")

    async def test_what_cannot_be_saved_is_said_and_changes_nothing(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*GOOD)) as visit:
            visit.path.rename(tmp_path / "gone.db")
            await visit.press("plus")
            assert "×" in visit.notices
            assert "u undo" not in visit.bar
            (tmp_path / "gone.db").rename(visit.path)
            await visit.press("plus")
            assert next_of(visit).standing == stands("6", "60.5kg")

    async def test_brackets_change_the_seconds(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*GOOD)) as visit:
            await visit.press("right_square_bracket")
            assert next_of(visit).standing == stands("7", "60kg")
            await visit.press("left_square_bracket", "left_square_bracket")
            assert next_of(visit).standing == stands("5", "60kg")

    async def test_where_it_stands_can_be_typed(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*GOOD)) as visit:
            await visit.press("s")
            await visit.write("61")
            await visit.press("enter")
            assert "×" in visit.text
            await visit.write("5s 83kg")
            assert "= 5 s, 83kg" in visit.flat
            await visit.press("enter")
            assert next_of(visit).standing == stands("5", "83kg")
            await visit.press("s")
            await visit.write("84kg")
            await visit.press("enter")
            assert next_of(visit).standing == stands("5", "84kg")

    async def test_the_next_load_that_can_be_made_is_one_key_away(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*STILL)) as visit:
            assert "n next above" in visit.bar
            await visit.click("next above")
            assert next_of(visit).standing.load == parse_load("61kg")
            assert "next above" not in visit.bar

    async def test_a_rung_of_the_ladder_is_taken(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*GOOD)) as visit:
            await visit.press("l", "up", "enter")
            assert next_of(visit).standing == stands("6", "61kg")
            await visit.press("l", "escape")
            assert next_of(visit).standing == stands("6", "61kg")

    @pytest.mark.parametrize("size", SIZES)
    async def test_an_offer_at_a_plateau_is_taken_by_its_number(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*STILL), size=size) as visit:
            assert "stands still for 4 sessions" in visit.flat
            offers = next_of(visit).offers
            assert f"1-{len(offers)} take an offer" in visit.bar
            await visit.press("1")
            stored = visit.stored(lambda repository: repository.active_plan())
            assert stored is not None
            line = format_prescription(stored.workouts[0].lines[0].prescription)
            assert line == BENCH.replace("+0.5kg", "+0.25kg")
            assert not next_of(visit).plateau
            assert "stands still" not in visit.flat

    async def test_an_offer_can_be_clicked(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*STILL), size=(120, 40)) as visit:
            rows = list(visit.app.screen.query(OfferRow))
            place = next(at for at, offer in enumerate(next_of(visit).offers) if "reset" in offer.words)
            region = rows[place].region
            await visit.mouse(region.x + 5, region.y)
            assert next_of(visit).standing.load == parse_load("54.45kg")

    async def test_what_was_decided_here_is_taken_back_step_by_step(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*STILL)) as visit:
            assert "u undo" not in visit.bar
            await visit.press("1", "plus")
            assert next_of(visit).standing.load == parse_load("60.75kg")
            assert "6 s, 60.75kg from now on." in visit.notices
            await visit.press("u")
            assert "Taken back: 6 s, 60.75kg." in visit.notices
            assert next_of(visit).standing.load == parse_load("60.5kg")
            assert decisions(visit) != ()
            await visit.press("u")
            assert "Taken back" in visit.notices
            assert decisions(visit) == ()
            stored = visit.stored(lambda repository: repository.active_plan())
            assert stored == PLAN
            assert next_of(visit).plateau
            assert "u undo" not in visit.bar

    async def test_an_edit_of_the_plan_made_since_is_not_undone_from_here(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*STILL)) as visit:
            await visit.press("1")
            other = plan(workout("Push", BENCH.replace("4x5", "3x5"), PULL, PLAIN, HEAVY))
            visit.stored(lambda repository: repository.save_plan(other))
            await visit.press("u")
            assert "The plan was changed since then" in visit.notices
            assert visit.stored(lambda repository: repository.active_plan()) == other

    async def test_a_step_over_the_cap_waits_for_a_yes(self, tmp_path: Path) -> None:
        heavy = days(went(HEAVY, "3.9", rpe="7"))
        fill = filled(heavy=heavy)
        async with visiting(tmp_path / "a.db", looking("Push-4"), before=fill) as visit:
            assert "22.5kg" in visit.flat
            assert "12.5 %" in visit.flat
            assert visit.flat.count("take it?") == 1
            assert visit.flat.count("22.5kg on the bar would be") == 1
            assert next_of(visit, "Push-4").standing.load == parse_load("20kg")
            await visit.press("y")
            assert "22.5kg from now on." in visit.notices
            assert next_of(visit, "Push-4").standing.load == parse_load("22.5kg")
            assert "PRESCRIBED 3x5 22.5kg" in visit.flat
            assert "y take the step" not in visit.bar
            await visit.press("u")
            assert "Taken back: 4 s, 22.5kg." in visit.notices
            assert next_of(visit, "Push-4").standing.load == parse_load("20kg")

    async def test_bodyweight_goes_on_with_added_weight(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking("Push-2"), before=filled()) as visit:
            await visit.press("plus")
            assert next_of(visit, "Push-2").standing.load == parse_load("bw+0.5kg")

    async def test_in_an_easier_week_nothing_is_put_from_its_lighter_load(self, tmp_path: Path) -> None:
        def fill(repository: Repository) -> None:
            filled(*GOOD)(repository)
            repository.decide(Decision("d", DecisionKind.DELOAD, MONDAY, plan_id="plan", day=MONDAY.date()))

        async with visiting(tmp_path / "a.db", looking(), before=fill) as visit:
            assert "PRESCRIBED 2x5 54kg" in visit.flat
            await visit.press("plus", "right_square_bracket", "s", "l", "n")
            assert len(decisions(visit)) == 1
            assert next_of(visit, at=MONDAY + timedelta(days=10)).standing == stands("6", "60kg")

    async def test_a_percentage_moves_no_load_but_seconds(self, tmp_path: Path) -> None:
        percent = plan(workout("Push", "Bench press 4x5 @80% 4-0-X-0 +1s..6s"))

        def fill(repository: Repository) -> None:
            filled(followed=percent)(repository)
            repository.save_one_rm("Bench press", Mass(D(100), "kg"), MONDAY)

        async with visiting(tmp_path / "a.db", looking(followed=percent), before=fill) as visit:
            assert "80% = 80kg" in visit.flat
            await visit.press("plus", "n", "right_square_bracket")
            assert next_of(visit).standing == stands("5", None)

    async def test_the_ladder_of_a_percentage_is_there_to_look_at(self, tmp_path: Path) -> None:
        percent = plan(workout("Push", "Bench press 4x5 @80% 4-0-X-0 +1s..6s"))

        def fill(repository: Repository) -> None:
            filled(followed=percent)(repository)
            repository.save_one_rm("Bench press", Mass(D(100), "kg"), MONDAY)

        async with visiting(tmp_path / "a.db", looking(followed=percent), before=fill) as visit:
            await visit.press("l")
            assert "The load follows the 1RM" in visit.flat
            assert "80kg" in visit.flat
            assert "take this load" not in visit.flat
            await visit.press("up", "enter", "escape")
            assert isinstance(visit.app.screen, WhyScreen)
            assert decisions(visit) == ()

    async def test_a_percentage_without_a_maximum_has_no_ladder(self, tmp_path: Path) -> None:
        percent = plan(workout("Push", "Bench press 4x5 @80% 4-0-X-0 +1s..6s"))
        async with visiting(
            tmp_path / "a.db", looking(followed=percent), before=filled(followed=percent)
        ) as visit:
            assert "l ladder" not in visit.bar

    async def test_plates_in_pounds_are_told_short_and_taken_whole(self, tmp_path: Path) -> None:
        squat = plan(workout("Push", "Back squat 4x3 @120kg/90kg 4-0-X-0 accentuated"))
        pounds = next(each.inventory for each in presets() if each.key == "home-lb")
        fill = filled(followed=squat, inventory=pounds)
        async with visiting(tmp_path / "a.db", looking(followed=squat), before=fill) as visit:
            rows = [" ".join(row.split()) for row in visit.text.splitlines()]
            place = rows.index("LOADABLE ≈117.934kg/≈88.451kg")
            assert rows[place + 1] == "next above ≈120.202kg/≈88.451kg: n takes it"
            assert rows[place + 2].startswith("PLATES ━━┫45lb┃25lb┃35lb┃2.5lb┣━")
            assert rows[place + 3].startswith("going up ━━┫45lb┃25lb┃5lb┣━")
            await visit.press("n")
            assert next_of(visit).standing.load == parse_load("120.20197805kg/88.45051215kg")
            assert "≈120.202kg/≈88.451kg from now on." in visit.notices

    async def test_a_load_of_another_kind_is_refused_with_one_that_fits(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", looking(), before=filled(*GOOD)) as visit:
            await visit.press("s")
            await visit.write("4s bw+5kg")
            assert "a weight, as the line has, not bodyweight. Write it like 7s 83kg." in visit.flat
            await visit.press("enter", "escape")
            assert decisions(visit) == ()
        async with visiting(tmp_path / "b.db", looking("Push-2"), before=filled()) as visit:
            await visit.press("s")
            await visit.write("4s 60kg")
            assert "bodyweight, as the line has" in visit.flat
            assert "Write it like 6s bw+7.5kg." in visit.flat


async def test_the_palette_offers_every_key_and_every_offer(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", looking(), before=filled(*STILL)) as visit:
        offered = visit.palette()
        assert {"Why: more load", "Why: less load", "Why: stand at", "Why: ladder"} <= set(offered)
        offered["Why: Go on as it is."]()
        await visit.settled()
        assert [each.kind for each in decisions(visit)] == [DecisionKind.KEPT]


async def test_escape_leads_back(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", looking(), before=filled()) as visit:
        await visit.press("escape")
        assert not isinstance(visit.app.screen, WhyScreen)
