"""Today as a lifter uses it: the first launch, the workout that is due, and the check-in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from pathlib import Path
from threading import Event

import pytest

from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.brief import day_brief, last_time_brief, tempo_brief
from negtrain_tui.screens.check_in import parse_mass
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.today import TodayScreen
from negtrain_tui.training.equipment import Inventory
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Exercise, Return, Unilateral, load_catalogue
from negtrain_tui.training.load import Mass, parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.protocols import templates
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Side, Status
from negtrain_tui.training.safety import NOTICE
from negtrain_tui.training.schedule import Missed, Schedule
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.standing import DecisionKind
from negtrain_tui.training.tempo import Start, parse_tempo
from tests.fake_clock import FakeClock
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, visiting
from tests.past import GARAGE, Went, remember

# FakeClock's day: Monday, 2 March 2026.
MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SEEN = Settings(notice_seen=True)


def workout(name: str, *lines: str, days: tuple[str, ...] = ()) -> Workout:
    rows = tuple(
        PlanLine(f"{name}-{number}", parse_prescription(line)) for number, line in enumerate(lines, 1)
    )
    return Workout(f"id of {name}", name, rows, days)


def plan(*workouts: Workout) -> Plan:
    return Plan("plan", "Mine", workouts)


TWO = plan(
    workout("Push", "Bench press 4x5 @80% 5-1-X-0 rest 3:00", "Dip negative 3x5 @bw-20kg 5-0-A-0"),
    workout("Pull", "Pull-up negative 3x3 @bw 8-0-A-1 rest 2:00"),
)


def lowering(number: int, actual: str | None = None, *, side: Side | None = None) -> Rep:
    return Rep(number, side, RepKind.LOWERING, D(5), D(actual or 5), marked=actual is not None)


def done(exercise: str, *reps: Rep, at: datetime = MONDAY, number: int = 1, load: str = "bw") -> SetRecord:
    return SetRecord(
        id=f"{exercise} {at} {number}",
        exercise=exercise,
        line=f"{exercise} 3x3 @bw",
        line_number=1,
        number=number,
        method=None,
        pacing="paced",
        status=Status.FINISHED,
        started_at=at,
        finished_at=at,
        ended_by=EndedBy.REPS_DONE,
        load_lifted=parse_load(load),
        reps=reps,
    )


def session(name: str, at: datetime, *sets: SetRecord) -> Session:
    return Session(f"{at:%Y%m%d%H%M}", Status.FINISHED, at, at, name=name, source="plan", sets=sets)


def filled(
    followed: Plan | None = TWO, *sessions: Session, settings: Settings = SEEN
) -> Callable[[Repository], None]:
    def fill(repository: Repository) -> None:
        repository.save_settings(settings)
        if followed is not None:
            repository.save_plan(followed)
        for each in sessions:
            repository.start_session(each)

    return fill


class TestFirstLaunch:
    @pytest.mark.parametrize("size", SIZES)
    async def test_three_keystrokes_lead_to_a_guided_set(self, tmp_path: Path, size: tuple[int, int]) -> None:
        async with visiting(tmp_path / "new.db", TodayScreen, size=size) as visit:
            assert "Ask a doctor" in visit.flat
            await visit.press("enter")
            assert "There is no plan yet" in visit.flat
            assert "enter start the starter plan" in visit.bar
            await visit.press("enter")
            assert "Day A" in visit.text
            assert "Push-up negative" in visit.text
            (asked,) = visit.app.asked
            assert isinstance(asked, StartSession)
            assert (asked.name, asked.source) == ("Day A", "plan")
            assert [line.split(" @")[0] for line in asked.lines] == [
                "Push-up negative 3x4",
                "Split squat 2x6",
                "Heel drop 2x6",
                "Slider curl 3x4",
            ]
            stored = visit.stored(lambda repository: repository.active_plan())
            assert stored is not None
            assert [each.name for each in stored.workouts] == ["Day A", "Day B"]
            ids = [stored.id, *(each.id for each in stored.workouts)]
            ids += [line.id for each in stored.workouts for line in each.lines]
            assert len(set(ids)) == len(ids)

    async def test_the_notice_is_shown_once(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen) as visit:
            await visit.press("enter")
            assert visit.stored(lambda repository: repository.settings()) == SEEN
        async with visiting(tmp_path / "a.db", TodayScreen) as visit:
            assert "Ask a doctor" not in visit.flat

    async def test_a_notice_put_off_comes_again_at_the_next_start_but_not_before(
        self, tmp_path: Path
    ) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen) as visit:
            await visit.press("escape")
            assert "There is no plan yet" in visit.flat
            await visit.press("enter")
            assert "Ask a doctor" not in visit.flat
        async with visiting(tmp_path / "a.db", TodayScreen) as visit:
            assert "Ask a doctor" in visit.flat

    async def test_all_of_the_notice_can_be_read_on_the_smallest_screen(self, tmp_path: Path) -> None:
        last_words = NOTICE.split()[-3:]
        async with visiting(tmp_path / "a.db", TodayScreen, size=(60, 18)) as visit:
            assert "read on" in visit.bar
            await visit.press("pagedown", "pagedown")
            assert " ".join(last_words) in visit.flat

    async def test_the_first_picture_does_not_wait_for_the_database(self, tmp_path: Path) -> None:
        opened = Event()

        def slow() -> Repository:
            opened.wait(10)
            return Repository.open(tmp_path / "a.db")

        clock = FakeClock()
        from negtrain_tui.outbox import Outbox
        from tests.lone_screen import Host

        with Outbox(slow) as outbox:
            app = Host(lambda: TodayScreen(outbox, clock, load_catalogue()))
            async with app.run_test(size=(80, 24)) as pilot:
                try:
                    await pilot.pause()
                    assert "Monday 2 March 2026" in app.export_screenshot().replace("&#160;", " ")
                    await pilot.press("enter", "w", "b", "r", "e", "down")
                    assert app.asked == []
                finally:
                    opened.set()


class TestTheWorkoutOfTheDay:
    async def test_each_line_says_what_to_do_and_what_was_done_last_time(self, tmp_path: Path) -> None:
        at = MONDAY - timedelta(days=3)
        sets = (
            done("Pull-up negative", lowering(1, "4.5"), lowering(2, "5"), at=at),
            done("Pull-up negative", lowering(1, "5"), at=at, number=2),
        )
        earlier = session("Push", at, *sets)
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(TWO, earlier)) as visit:
            assert "‹ Pull ›  2 of 2, next after Push" in visit.text
            assert "1 exercise, 3 sets, about 7 min" in visit.text
            assert "Pull-up negative  3x3  bw" in visit.text
            assert "8 s down, up with help, hold 1 · rest 2:00" in visit.text
            assert "last time Fri 27 Feb: 2, 1 reps with bw · 96 % on tempo" in visit.flat

    @pytest.mark.parametrize("size", SIZES)
    async def test_effort_pain_limit_and_note_are_shown(self, tmp_path: Path, size: tuple[int, int]) -> None:
        line = 'Heel drop 3x15 @bw each 3-0-A-0 rest 1:00 rpe 8 pain<=5 "hold the rail"'
        noted = plan(workout("Rehab", line))
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(noted), size=size) as visit:
            assert "rpe 8, pain up to 5 · rest 1:00" in visit.flat
            assert "“hold the rail”" in visit.text

    async def test_another_workout_can_be_chosen_and_started(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            assert "‹ Push ›" in visit.text
            for keys, shown in ((["o"], "Pull"), (["right"], "Push"), (["left"], "Pull")):
                await visit.press(*keys)
                assert f"‹ {shown} ›" in visit.text
            await visit.click("start")
            (asked,) = visit.app.asked
            assert isinstance(asked, StartSession)
            assert asked.lines == ("Pull-up negative 3x3 @bw 8-0-A-1 rest 2:00",)

    async def test_enter_held_down_starts_once(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            await visit.press("enter", "enter", "enter")
            assert len(visit.app.asked) == 1

    async def test_a_percentage_shows_what_it_comes_to(self, tmp_path: Path) -> None:
        def fill(repository: Repository) -> None:
            filled()(repository)
            repository.save_one_rm("Bench press", Mass(D(100), "kg"), MONDAY)

        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            assert "its 1RM isn't known" in visit.flat
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill) as visit:
            assert "80% = 80kg" in visit.text
            assert "its 1RM isn't known" not in visit.flat

    async def test_a_heavy_line_is_marked_and_one_too_heavy_refused(self, tmp_path: Path) -> None:
        heavy = plan(workout("Heavy", "Bench press 3x2 @110% 6-0-A-0", "Back squat 3x2 @140% 6-0-A-0"))
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(heavy)) as visit:
            assert "heavy (110 % of 1RM)" in visit.flat
            assert "140 % is over the 130 %" in visit.flat

    async def test_the_week_shows_the_days_trained(self, tmp_path: Path) -> None:
        thursday = MONDAY + timedelta(days=3)
        sets = done("Dip negative", lowering(1), at=MONDAY)
        trained = session("Push", MONDAY, sets)
        nothing_done = session("Push", MONDAY + timedelta(days=1))
        clock = FakeClock(wall=thursday)
        fill = filled(TWO, trained, nothing_done)
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill, clock=clock) as visit:
            assert "Mon ✓" in visit.text
            assert "Tue ·" in visit.text
            assert "[Thu ·]" in visit.text

    async def test_a_plan_without_workouts_says_so(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(plan())) as visit:
            assert "This plan has no workouts" in visit.flat
            assert "start" not in visit.bar
            await visit.press("enter")
            assert visit.app.asked == []

    async def test_a_workout_without_lines_says_so(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(plan(workout("Empty")))) as visit:
            assert "This workout has no lines yet" in visit.flat
            await visit.press("enter")
            assert visit.app.asked == []

    @pytest.mark.parametrize("size", SIZES)
    async def test_a_long_workout_can_be_scrolled_to_its_end(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        many = plan(workout("Long", *(f"Exercise number {number} 3x5 @{number}kg" for number in range(30))))
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(many), size=size) as visit:
            assert "Exercise number 29" not in visit.text
            await visit.rush(*["pagedown"] * 12)
            assert "Exercise number 29" in visit.text

    @pytest.mark.parametrize("size", SIZES)
    async def test_outside_text_is_shown_literally(self, tmp_path: Path, size: tuple[int, int]) -> None:
        evil = plan(replace(workout(EVIL), lines=(PlanLine("x", replace(BENCH, exercise=EVIL, note=EVIL)),)))
        fill = filled(evil, session(EVIL, MONDAY, done(EVIL, lowering(1))))
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill, size=size) as visit:
            assert "\x1b" not in visit.text
            assert visit.flat.count(VISIBLE_EVIL) >= 3
            await visit.press("r")
            assert visit.text.count(VISIBLE_EVIL) >= 1
            await visit.press("enter")
            assert f"{VISIBLE_EVIL}: the most you can lift" in visit.flat
            await visit.write("82.5kg")
            await visit.press("enter")
            stored = visit.stored(lambda repository: repository.one_rms())
            assert stored == {EVIL.casefold(): Mass(D("82.5"), "kg")}

    async def test_a_terminal_too_small_is_told_and_one_that_grows_again_served(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            await visit.pilot.resize_terminal(40, 10)
            await visit.settled()
            assert "needs 60 x 18" in visit.flat
            assert "Bench press" not in visit.text
            await visit.pilot.resize_terminal(120, 40)
            await visit.settled()
            assert "Bench press" in visit.text
            assert "This week" in visit.text


BENCH_LINE = "Bench press 4x5 @60kg 4-0-X-0 rest 3:00 +1s..6s +0.5kg"
PRESS_LINE = "Overhead press 3x5 @20kg 4-0-X-0 +2.5kg"
STEPS = plan(
    workout("Push", BENCH_LINE, PRESS_LINE), workout("Pull", "Pull-up negative 3x3 @bw 8-0-A-1 +1s..10s")
)


def bench_at(seconds: str, load: str) -> str:
    return BENCH_LINE.replace("4-0", f"{seconds}-0").replace("60kg", load)


def coached_on(
    *sessions: Went, inventory: Inventory = GARAGE, press: Sequence[Went] = ()
) -> Callable[[Repository], None]:
    def fill(repository: Repository) -> None:
        filled(STEPS)(repository)
        if inventory.known:
            repository.save_equipment(inventory)
        remember(repository, "Push-1", BENCH_LINE, sessions)
        remember(repository, "Push-2", PRESS_LINE, press)

    return fill


def ago(days: int) -> datetime:
    return MONDAY - timedelta(days=days)


STUCK = [Went(ago(days), bench_at("6", "60.5kg"), None, lifted="60kg") for days in (12, 9, 6, 3)]


class TestWhatIsPrescribedNow:
    @pytest.mark.parametrize("size", SIZES)
    async def test_each_line_stands_where_the_lifter_does_with_its_reason(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        fill = coached_on(Went(ago(3), BENCH_LINE, "3.9", rpe="7"))
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill, size=size) as visit:
            assert "5 s down" in visit.flat
            assert "+1 s: 4 of 4 sets on tempo (97 %" in visit.flat
            assert "20" in visit.text.partition("each side")[0].splitlines()[-1]
            await visit.rush("pagedown")
            assert "last time Fri 27 Feb" in visit.flat

    @pytest.mark.parametrize("size", SIZES)
    async def test_what_cannot_be_made_is_told_with_what_can(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        fill = coached_on(Went(ago(3), bench_at("6", "60.5kg"), "5.8", lifted="60kg", missing=1))
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill, size=size) as visit:
            assert "60.5kg" in visit.flat
            assert "loadable 60kg (next above 61kg)" in visit.flat

    async def test_equipment_nobody_entered_is_not_made_up(self, tmp_path: Path) -> None:
        fill = coached_on(Went(ago(3), bench_at("6", "60.5kg"), "5.8"), inventory=Inventory())
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill) as visit:
            assert "61kg" in visit.flat
            assert "loadable" not in visit.flat
            assert "each side" not in visit.flat

    async def test_a_plateau_and_an_open_question_lead_to_why(self, tmp_path: Path) -> None:
        press = Went(ago(3), PRESS_LINE, "4", rpe="7")
        fill = coached_on(*STUCK, press=[press])
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill, size=(120, 40)) as visit:
            assert "△ stands still for 4 sessions: w offers ways on" in visit.flat
            (asked,) = (row for row in visit.text.splitlines() if row.lstrip().startswith("?"))
            assert "12.5 % more" in asked
            assert "w decides" in visit.flat
            await visit.press("w")
            assert "‹ Bench press ›" in visit.text
            await visit.press("1", "escape")
            assert "stands still" not in visit.flat

    async def test_a_start_takes_what_is_prescribed_and_remembers_the_plan(self, tmp_path: Path) -> None:
        fill = coached_on(Went(ago(3), BENCH_LINE, "3.9", rpe="7"))
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill) as visit:
            await visit.press("enter")
            (asked,) = visit.app.asked
            assert isinstance(asked, StartSession)
            assert asked.lines == (bench_at("5", "60kg"), PRESS_LINE)
            assert asked.bases == (BENCH_LINE, None)
            assert asked.line_ids == ("Push-1", "Push-2")
            assert not asked.deload

    async def test_the_other_workout_is_coached_too(self, tmp_path: Path) -> None:
        def fill(repository: Repository) -> None:
            coached_on()(repository)
            line = "Pull-up negative 3x3 @bw 8-0-A-1 +1s..10s"
            remember(repository, "Pull-1", line, [Went(ago(3), line, "7.9")])

        async with visiting(tmp_path / "a.db", TodayScreen, before=fill) as visit:
            await visit.press("o")
            assert "9 s down" in visit.flat

    async def test_why_is_not_offered_without_a_workout(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(None)) as visit:
            assert "w why" not in visit.bar
            await visit.press("w")
            assert isinstance(visit.app.screen, TodayScreen)


TIRED = [Went(ago(36 - 3 * number), BENCH_LINE, "3.9", rpe="7") for number in range(12)]


class TestTheEasierWeek:
    @pytest.mark.parametrize("size", SIZES)
    async def test_it_is_proposed_with_its_keys(self, tmp_path: Path, size: tuple[int, int]) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=coached_on(*TIRED), size=size) as visit:
            assert "Deload? 5 weeks of training" in visit.flat
            assert "d takes it, m asks again in a week, x not now" in visit.flat
            assert "d deload" in visit.bar
            assert "u undo" not in visit.bar

    async def test_taken_it_makes_the_week_lighter_and_says_until_when(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=coached_on(*TIRED)) as visit:
            await visit.press("d")
            assert "Deload until Sun 8 Mar: fewer sets, 10 % lighter" in visit.flat
            assert "d deload" not in visit.bar
            assert "2x5 54kg" in visit.flat
            await visit.press("enter")
            (asked,) = visit.app.asked
            assert isinstance(asked, StartSession)
            assert asked.deload
            assert asked.lines[0].startswith("Bench press 2x5 @54kg")
            assert asked.bases[0] == BENCH_LINE

    @pytest.mark.parametrize(
        ("key", "kind"), [("m", DecisionKind.DELOAD_MOVED), ("x", DecisionKind.DELOAD_DECLINED)]
    )
    async def test_put_off_or_declined_it_asks_no_more(
        self, tmp_path: Path, key: str, kind: DecisionKind
    ) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=coached_on(*TIRED)) as visit:
            await visit.press(key)
            assert "Deload?" not in visit.flat
            (decision,) = visit.stored(lambda repository: repository.decisions("plan", []))
            assert decision.kind is kind

    async def test_what_was_decided_is_taken_back(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=coached_on(*TIRED)) as visit:
            await visit.press("d")
            assert "u undo" in visit.bar
            await visit.press("u")
            assert "Deload?" in visit.flat
            assert "u undo" not in visit.bar
            assert visit.stored(lambda repository: repository.decisions("plan", [])) == ()
            await visit.click("not now")
            assert "Deload?" not in visit.flat

    async def test_its_keys_do_nothing_while_it_is_not_proposed(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=coached_on()) as visit:
            await visit.press("d", "m", "x", "u")
            assert visit.stored(lambda repository: repository.decisions("plan", [])) == ()


PROGRAMME = (
    workout("N1", "Nordic curl 2x5 @bw wk 1", "Nordic curl 2x6 @bw wk 2", days=("mon",)),
    workout("N2", "Nordic curl 3x6 @bw wk 2", days=("fri",)),
)


def programme(start: date | None, missed: Missed = Missed.SHIFT) -> Plan:
    return Plan("plan", "Nordic", PROGRAMME, Schedule(start=start, missed=missed))


class TestTheSchedule:
    async def test_only_the_lines_of_the_week_are_shown_and_started(self, tmp_path: Path) -> None:
        before = session("N1", MONDAY - timedelta(days=7), done("Nordic curl", lowering(1)))
        fill = filled(programme(date(2026, 2, 23)), before)
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill) as visit:
            assert "‹ N1 ›  1 of 2, due on Mondays" in visit.text
            assert "1 exercise, 2 sets" in visit.text
            assert "week 2 of 2" in visit.text
            await visit.press("enter")
            (asked,) = visit.app.asked
            assert isinstance(asked, StartSession)
            assert asked.lines == ("Nordic curl 2x6 @bw wk 2",)
            assert (asked.workout_id, asked.line_ids) == ("id of N1", ("N1-2",))

    async def test_a_missed_day_is_told_and_its_week_kept(self, tmp_path: Path) -> None:
        fill = filled(programme(date(2026, 2, 23)))
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill) as visit:
            assert "due today, missed on Mon 23 Feb" in visit.text
            assert "week 1 of 2" in visit.text

    async def test_a_workout_without_lines_this_week_says_which_it_has(self, tmp_path: Path) -> None:
        fill = filled(programme(date(2026, 3, 2)))
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill) as visit:
            await visit.press("o")
            assert "Nothing of this workout is for week 1; its lines are for weeks 2." in visit.flat
            assert "enter start" not in visit.bar
            await visit.press("enter")
            assert visit.app.asked == []

    async def test_a_plan_not_begun_says_when_it_does_and_can_be_trained_anyway(self, tmp_path: Path) -> None:
        fill = filled(programme(date(2026, 3, 9)))
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill) as visit:
            assert "begins on Mon 9 Mar" in visit.text
            await visit.press("enter")
            assert len(visit.app.asked) == 1

    @pytest.mark.parametrize("size", SIZES)
    async def test_a_programme_without_a_start_says_how_to_set_one(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        fill = filled(programme(None))
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill, size=size) as visit:
            assert "no start date, so it stays week 1: s under Plan (2) sets one" in visit.flat
            assert "2x5" in visit.text
            assert "2x6" not in visit.text

    async def test_a_plan_that_is_over_says_so_and_can_be_trained_anyway(self, tmp_path: Path) -> None:
        fill = filled(programme(date(2026, 1, 5), Missed.DROP))
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill) as visit:
            assert "the 2 weeks of this plan are over" in visit.flat
            await visit.press("enter")
            (asked,) = visit.app.asked
            assert isinstance(asked, StartSession)
            assert asked.lines == ("Nordic curl 2x6 @bw wk 2",)

    async def test_what_was_done_today_is_told_with_what_comes_next(self, tmp_path: Path) -> None:
        today = replace(session("N1", MONDAY, done("Nordic curl", lowering(1))), workout_id="id of N1")
        fill = filled(programme(date(2026, 2, 23), Missed.DROP), today)
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill) as visit:
            assert "‹ N2 ›  2 of 2, done today; next on Fri 6 Mar" in visit.text
            assert "[Mon ✓]" in visit.text

    async def test_the_week_begins_where_the_lifter_lives(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
        for size in ((80, 24), (120, 40)):
            async with visiting(tmp_path / "a.db", TodayScreen, size=size, before=filled()) as visit:
                assert visit.text.index("Sun ") < visit.text.index("Mon ") < visit.text.index("Sat ")

    async def test_a_day_without_training_says_when_the_next_one_is(self, tmp_path: Path) -> None:
        wednesday = FakeClock(wall=MONDAY + timedelta(days=2))
        fill = filled(plan(workout("Push", "Dip negative 3x5 @bw", days=("thu",))))
        async with visiting(tmp_path / "a.db", TodayScreen, before=fill, clock=wednesday) as visit:
            assert "Push  next on Thu 5 Mar" in visit.text

    async def test_sessions_of_years_ago_still_tell_what_is_next(self, tmp_path: Path) -> None:
        long_ago = session("Push", MONDAY - timedelta(days=900), done("Dip negative", lowering(1)))
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(TWO, long_ago)) as visit:
            assert "next after Push" in visit.text


class TestTemplates:
    async def test_another_plan_is_chosen_in_place_of_the_starter(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(None)) as visit:
            assert "t other plans" in visit.bar
            await visit.press("t")
            assert "Nordic, 10 weeks" in visit.text
            await visit.press(*["down"] * (len(templates()) - 2), "enter")
            assert "‹ Nordic 1 ›  1 of 3, due on Mondays" in visit.text
            assert "week 1 of 10" in visit.text
            stored = visit.stored(lambda repository: repository.active_plan())
            assert stored is not None
            assert (stored.name, stored.schedule.start) == ("Nordic, 10 weeks", date(2026, 3, 2))

    async def test_an_empty_one_leads_to_the_plan_screen(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(None)) as visit:
            await visit.press("t", *["down"] * (len(templates()) - 1), "enter")
            assert "This plan has no workouts" in visit.flat
            assert "2 opens it" in visit.flat

    async def test_leaving_the_choice_takes_nothing(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(None)) as visit:
            await visit.press("t", "escape")
            assert "There is no plan yet" in visit.flat
            assert visit.stored(lambda repository: repository.active_plan()) is None


BENCH = parse_prescription("Bench press 3x5 @80kg 5-0-X-0")


class TestCheckIn:
    async def test_body_mass_is_asked_read_back_and_kept(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            assert "body mass not entered" in visit.flat
            await visit.press("b")
            await visit.write("82.4")
            assert "= 82.4 kg, about 181.7 lb" in visit.flat
            await visit.press("enter")
            assert "body mass 82.4kg" in visit.flat
            assert visit.stored(lambda repository: repository.body_mass()) == Mass(D("82.4"), "kg")

    async def test_what_cannot_be_a_body_mass_is_not_taken(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            await visit.press("b")
            for text, said in (
                ("bw", "A mass is needed"),
                ("8", "no body mass"),
                ("80 stone", "isn't a mass"),
            ):
                await visit.write(text)
                await visit.press("enter")
                assert said in visit.flat
            await visit.press("escape")
            assert visit.stored(lambda repository: repository.body_mass()) is None

    async def test_a_1rm_is_asked_for_an_exercise_found_by_typing(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            await visit.press("r")
            await visit.press(*"front")
            assert "Front squat" in visit.text
            await visit.press("enter")
            assert "Front squat: the most you can lift once" in visit.flat
            await visit.write("225lb")
            await visit.press("enter")
            assert visit.stored(lambda repository: repository.one_rms()) == {
                "front squat": Mass(D(225), "lb")
            }

    async def test_the_list_of_exercises_is_walked_with_the_arrows(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            await visit.press("r", "down", "down", "up", "enter")
            assert "Dip negative: the most you can lift once" in visit.flat

    async def test_a_1rm_is_found_under_every_name_of_its_exercise(self, tmp_path: Path) -> None:
        aliased = plan(workout("A", "Biceps curl 3x5 @70% 4-0-X-0"))
        known = load_catalogue().resolve("Biceps curl").exercise.name
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(aliased)) as visit:
            await visit.press("r")
            await visit.write(known)
            await visit.press("enter")
            await visit.write("40kg")
            await visit.press("enter")
            assert "70% = 28kg" in visit.text
            stored = visit.stored(lambda repository: repository.one_rms())
            assert stored == dict.fromkeys(("biceps curl", known.casefold()), Mass(D(40), "kg"))
            assert "1RM of 1 exercise" in visit.text
            assert "1RM of 1 exercises" not in visit.text

    @pytest.mark.parametrize("typed", ["bench-press", "Wall sit"])
    async def test_a_1rm_is_found_however_the_plan_spells_the_name(self, tmp_path: Path, typed: str) -> None:
        spelled = ("BENCH PRESS", "bench-press") if "bench" in typed else ("Wall sit", "wall-sit")
        lines = tuple(f"{name} 3x5 @70% 4-0-X-0" for name in spelled)
        async with visiting(
            tmp_path / "a.db", TodayScreen, before=filled(plan(workout("A", *lines))), size=(120, 40)
        ) as visit:
            await visit.press("r")
            await visit.write(typed)
            await visit.press("enter")
            await visit.write("40kg")
            await visit.press("enter")
            assert visit.text.count("70% = 28kg") == 2
            assert "not entered (r)" not in visit.text
            stored = visit.stored(lambda repository: repository.one_rms())
            assert {name.casefold() for name in spelled} <= set(stored)

    async def test_an_own_exercise_is_made_and_can_be_found(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            await visit.press("e")
            await visit.press("enter")
            assert "Give it a name" in visit.flat
            await visit.write("Garage pull")
            await visit.press("tab", "right")
            assert "‹ lifting it, as in a pull-up ›" in visit.text
            await visit.press("down", "right", "right", "down", "left", "down")
            await visit.write("5-5-5-5-5")
            await visit.press("enter")
            assert "×" in visit.text
            await visit.write("5-0-A-1")
            assert "get back up with help, hold 1 s, lower for 5 s" in visit.flat
            await visit.press("enter")
            assert "Garage pull can now be used in a plan" in visit.notices
            (own,) = visit.stored(lambda repository: repository.own_exercises())
            assert own == Exercise(
                "Garage pull",
                starts=Start.LIFTING,
                returns=(Return.OTHER_LIMB,),
                unilateral=Unilateral.YES,
                tempo=parse_tempo("5-0-A-1", starts=Start.LIFTING),
            )
            await visit.press("r", *"garage", "enter")
            assert "Garage pull: the most you can lift once" in visit.flat

    async def test_the_form_says_its_keys_and_each_field_is_reached_with_the_arrows(
        self, tmp_path: Path
    ) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            await visit.press("e")
            assert visit.bar.split("  ") == ["↑ ↓ next field", "enter save", "esc cancel"]
            seen = []
            for _ in range(6):
                seen.append(visit.app.focused.id if visit.app.focused else None)
                await visit.press("down")
            assert seen == ["name", "starts", "returns", "sides", "tempo", "name"]
            assert "← → change" in visit.bar
            await visit.press("up")
            assert visit.app.focused is not None
            assert visit.app.focused.id == "name"
            await visit.click("next field")
            assert visit.app.focused.id == "starts"
            await visit.click("save")
            assert "Give it a name" in visit.flat

    @pytest.mark.parametrize("key", ["b", "r", "e"])
    @pytest.mark.parametrize("size", [(80, 24), (60, 18)])
    async def test_a_dialog_leaves_no_letters_of_the_screen_below(
        self, tmp_path: Path, key: str, size: tuple[int, int]
    ) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(), size=size) as visit:
            await visit.press(key)
            for row in visit.text.splitlines():
                assert row.strip()[:1] in ("", "│", "╭", "╰")
                assert row.strip()[-1:] in ("", "│", "╮", "╯")

    async def test_taking_a_known_name_is_said_beforehand(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            await visit.press("e")
            await visit.write("bench-press")
            assert "It takes the place of the catalogue's Bench press" in visit.flat

    async def test_an_evil_name_is_stored_as_typed_and_shown_literally(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
            await visit.press("e")
            await visit.write(EVIL)
            await visit.press("enter")
            assert VISIBLE_EVIL in visit.notices
            assert "\x1b" not in visit.text
            (own,) = visit.stored(lambda repository: repository.own_exercises())
            assert own.name == EVIL


class TestTrouble:
    async def test_a_change_that_fails_is_told_and_the_screen_goes_on(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise StorageError("The disk of [b]a.db[/] is full; make room.")

        async with visiting(tmp_path / "a.db", TodayScreen, before=filled(None)) as visit:
            monkeypatch.setattr(Repository, "save_plan", full)
            await visit.press("enter")
            assert "The disk of [b]a.db[/] is full; make room." in visit.notices
            assert "start the starter plan" in visit.bar
            assert visit.app.asked == []
            monkeypatch.undo()
            await visit.press("s")
            assert "enter start  " in visit.bar
            assert visit.app.asked == []
            assert visit.stored(lambda repository: repository.active_plan()) is not None

    async def test_a_database_that_cannot_be_opened_is_told(self, tmp_path: Path) -> None:
        def broken() -> Repository:
            raise StorageError("a.db is damaged; put a backup in its place.")

        async with visiting(tmp_path / "a.db", TodayScreen, factory=broken) as visit:
            assert "a.db is damaged" in visit.flat
            assert "a.db is damaged" in visit.notices


async def test_every_key_offered_is_in_the_palette_too(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", TodayScreen, before=filled()) as visit:
        assert set(visit.palette()) == {
            "Today: start",
            "Today: why",
            "Today: other workout",
            "Today: body mass",
            "Today: 1RM",
            "Today: own exercise",
        }
        await visit.palette()["Today: other workout"]()
        await visit.settled()
        assert "‹ Pull ›" in visit.text


class TestBriefWords:
    @pytest.mark.parametrize(
        ("tempo", "starts", "words"),
        [
            ("5-1-X-0", Start.LOWERING, "5 s down, hold 1, up fast"),
            ("5-1-X-2", Start.LIFTING, "up fast, hold 2, 5 s down, hold 1"),
            ("2.5-0-3-0", Start.LOWERING, "2.5 s down, 3 s up"),
            ("8-0-A-0", Start.LIFTING, "up with help, 8 s down"),
        ],
    )
    def test_a_tempo_in_the_order_of_execution(self, tempo: str, starts: Start, words: str) -> None:
        assert tempo_brief(parse_tempo(tempo, starts=starts), starts) == words

    def test_days(self) -> None:
        today = date(2026, 3, 2)
        days = [date(2026, 3, 2), date(2026, 3, 1), date(2026, 2, 27), date(2025, 2, 27)]
        assert [day_brief(day, today) for day in days] == [
            "today",
            "yesterday",
            "Fri 27 Feb",
            "Thu 27 Feb 2025",
        ]

    def test_last_time_counts_sides_apart_and_never_calls_paced_reps_measured(self) -> None:
        sides = [lowering(number, side=side) for side in Side for number in (1, 2)]
        sets = (done("Lunge", *sides, load="20kg"), done("Lunge", lowering(1, side=Side.LEFT), number=2))
        assert last_time_brief(sets, MONDAY.date()) == "today: 2+2, 1 reps with 20kg, bw · paced"

    def test_last_time_without_a_rep_names_no_load(self) -> None:
        refused = replace(done("Lunge", load="60kg"), ended_by=EndedBy.PAIN)
        assert last_time_brief((refused,), MONDAY.date()) == "today: no rep done · pain"
        given_up = replace(done("Lunge", load="60kg"), ended_by=EndedBy.LIFTER)
        assert last_time_brief((given_up, given_up), MONDAY.date()) == "today: no rep done"
        one = replace(done("Lunge", lowering(1), load="60kg"), ended_by=EndedBy.PAIN)
        assert last_time_brief((one,), MONDAY.date()) == "today: 1 rep with 60kg · paced · pain"

    def test_last_time_of_a_hold_in_seconds(self) -> None:
        held = Rep(1, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D("28.5"))
        assert last_time_brief((done("Wall sit", held),), MONDAY.date()) == "today: 28.5 s with bw"

    @pytest.mark.parametrize(
        "text", ["", "0", "0kg", "bw+5kg", "80%", "82,5kg", "1e3kg", "٣kg", "-5", "80 kg 5"]
    )
    def test_what_is_no_mass(self, text: str) -> None:
        with pytest.raises(Refused):
            parse_mass(text, "kg")
