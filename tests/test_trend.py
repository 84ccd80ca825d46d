"""An exercise over time, added up by hand: exposures, the best by method and tempo, curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from fractions import Fraction
from itertools import pairwise

import pytest

from negtrain_tui.training.estimating import Untold, estimate
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.feats import Feat
from negtrain_tui.training.load import Load, parse_amount, parse_load
from negtrain_tui.training.metrics import (
    fidelity,
    load_seconds,
    lowering_seconds,
    paced_and_marked,
    time_under_tension,
    volume_load,
)
from negtrain_tui.training.record import EndedBy, Rep, RepKind, SetRecord, Side, Status
from negtrain_tui.training.records import Kind, records
from negtrain_tui.training.rep_totals import RepTotal, totals_of
from negtrain_tui.training.tempo import parse_tempo
from negtrain_tui.training.trend import Lack, Trend, TrendExposure, trend, trend_set
from negtrain_tui.training.trend_best import Best, best, by_strength
from negtrain_tui.training.trend_series import Measure, lines, series
from negtrain_tui.trending import Window, season, steps_back, window
from negtrain_tui.widgets.trend_rows import lowered_said, tension_said

CATALOGUE = load_catalogue()
DAY = date(2026, 3, 2)
BENCH = "Bench press 2x3 @80kg 5-1-X-0"


def lowered(
    actual: str | None = None,
    load: str | None = "80kg",
    *,
    target: str | None = "5",
    lost: bool = False,
    side: Side | None = None,
) -> Rep:
    """A lowering measured at `actual` seconds, or one led by the clock."""
    target_s = None if target is None else D(target)
    return Rep(
        1,
        side,
        RepKind.LOWERING,
        target_s,
        target_s if actual is None else D(actual),
        marked=actual is not None,
        control_lost=lost,
        load_down=None if load is None else parse_amount(load),
    )


def one(*reps: Rep, line: str = BENCH, day: int = 0, number: int = 1, **changes: object) -> SetRecord:
    """A finished set, on so many days after the first."""
    at = datetime(DAY.year, DAY.month, DAY.day, 18, tzinfo=UTC) + timedelta(days=day, minutes=5 * number)
    done = SetRecord(
        f"set {day} {number}", "Bench press", line, 1, number, None, "paced", Status.FINISHED, at
    )
    downs = [rep.load_down for rep in reps if rep.load_down is not None]
    placed = tuple(replace(rep, number=place) for place, rep in enumerate(reps, 1))
    lifted = Load(downs[-1]) if downs else None
    done = replace(done, reps=placed, ended_by=EndedBy.REPS_DONE, load_lifted=lifted)
    return replace(done, **changes)  # type: ignore[arg-type]


def gone(*sets: SetRecord, exercise: str = "Bench press") -> Trend:
    """The course of these sets, each day a session."""
    told = [trend_set(f"session {done.started_at:%j}", done.started_at.date(), done) for done in sets]
    return trend(told, CATALOGUE.resolve(exercise).exercise)


def only(found: Trend) -> TrendExposure:
    (exposure,) = found.exposures
    return exposure


class TestAnExposure:
    MEASURED = one(lowered("5"), lowered("4.5"), lowered("4"), rpe=D(7), pain=1)
    PACED = one(lowered(), lowered(), lowered(), number=2, rpe=D("8.5"))

    def test_is_added_up_from_its_sets(self) -> None:
        each = only(gone(self.MEASURED, self.PACED))
        assert (each.day, each.session_id, each.set_id) == (DAY, "session 061", "set 0 1")
        assert (each.method, each.tempo) == (None, parse_tempo("5-1-X-0"))
        assert (each.sets, each.reps, each.holds) == (2, 6, 0)
        assert (each.marked, each.paced) == (3, 3)
        assert each.load == parse_amount("80kg")
        # (5 + 4.5 + 4) / 3; what the clock led says nothing
        assert (each.target_s, each.actual_s, each.longest_s) == (D(5), D("4.5"), D(5))
        # 1 - 0/5, 1 - 0.5/5, 1 - 1/5: (1 + 0.9 + 0.8) / 3
        assert each.fidelity == D("0.9")
        # 13.5 measured and 3 x 5 led by the clock
        assert each.time_under_tension == each.lowering_s == D("28.5")
        # 80 kg x 28.5 s and 80 kg x 6
        assert (each.load_seconds, each.volume_load) == (Fraction(2280), Fraction(480))
        assert (each.rpe, each.pain, each.control_lost) == (D("8.5"), 1, 0)
        assert each.lack is None

    def test_agrees_with_the_metrics_of_its_sets(self) -> None:
        each, sets = only(gone(self.MEASURED, self.PACED)), [self.MEASURED, self.PACED]
        reps = [rep for done in sets for rep in done.reps]
        assert each.fidelity == fidelity(reps)
        assert each.lowering_s == lowering_seconds(reps)
        assert each.time_under_tension == time_under_tension(reps)
        assert (each.load_seconds, each.volume_load) == (load_seconds(sets), volume_load(sets))
        assert (each.paced, each.marked) == paced_and_marked(reps)

    def test_a_session_has_one_for_each_method_and_tempo_that_was_really_trained(self) -> None:
        # The seconds were raised on the way: the third rep was to take 6 s, whatever the line says.
        changed = one(lowered("5"), lowered("5"), lowered("6", target="6"))
        slow = one(lowered("8", target="8"), line="Bench press 1x1 @80kg 8-0-X-0", number=2)
        negative = one(lowered("5"), number=3, method="negative")
        found = [
            (str(each.tempo), each.method, each.reps) for each in gone(changed, slow, negative).exposures
        ]
        assert found == [
            ("5-1-X-0", None, 2),
            ("6-1-X-0", None, 1),
            ("8-0-X-0", None, 1),
            ("5-1-X-0", "negative", 1),
        ]

    def test_the_next_day_is_another(self) -> None:
        found = gone(one(lowered()), one(lowered(), day=3))
        assert [each.day for each in found.exposures] == [DAY, DAY + timedelta(days=3)]
        assert found.within(DAY + timedelta(days=1), None).exposures == found.exposures[1:]
        assert found.within(None, DAY) == Trend(found.exposures[:1], found.deeds[:1])

    def test_bodyweight_has_seconds_but_no_load_seconds(self) -> None:
        each = only(gone(one(lowered("4", "bw"), lowered("5", "bw+5kg"), line="Dip 1x2 @bw 5-0-A-0")))
        assert each.load == parse_amount("bw+5kg")
        assert (each.load_seconds, each.volume_load) == (None, None)
        assert each.lowering_s == D(9)

    def test_kilograms_and_pounds_are_compared_and_added_exactly(self) -> None:
        # 177 lb are 80.28584949 kg, a little more than 80 kg.
        each = only(gone(one(lowered("5", "80kg"), lowered("5", "177lb"), lowered("5", "80kg"))))
        assert each.load == parse_amount("177lb")
        assert each.load_seconds == 800 + Fraction("80.28584949") * 5
        assert each.volume_load == 160 + Fraction("80.28584949")

    def test_what_each_rep_lowered_counts_whatever_its_set_says(self) -> None:
        each = only(gone(one(lowered("5", "80kg"), load_lifted=parse_load("90kg"))))
        assert (each.load, each.load_seconds) == (parse_amount("80kg"), Fraction(400))

    def test_holds_are_told_apart(self) -> None:
        hold = Rep(1, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D("28.5"))
        each = only(gone(one(hold, replace(hold, hold_actual_s=D(30)), line="Wall sit 2x30s @bw")))
        assert (each.reps, each.holds, each.tempo, each.target_s) == (0, 2, None, D(30))
        assert (each.lowering_s, each.hold_s, each.time_under_tension) == (D(0), D("58.5"), D("58.5"))
        assert (each.fidelity, each.actual_s) == (None, None)
        assert each.lack is Lack.SETS
        assert (each.holds_paced, tension_said(each), lowered_said(each)) == (2, "~59 s", "~29.3 s")
        pressed = only(gone(one(replace(hold, marked=True), line="Wall sit 1x30s @bw")))
        assert (pressed.holds_paced, tension_said(pressed), lowered_said(pressed)) == (0, "29 s", "28.5 s")
        short = one(replace(hold, hold_actual_s=D(20)), line="Wall sit 1x30s @bw")
        assert only(gone(short)).lack is Lack.HOLD

    def test_a_set_that_ended_before_its_first_rep_stands_there_too(self) -> None:
        each = only(gone(one(ended_by=EndedBy.PAIN, pain=7)))
        assert (each.sets, each.reps, each.pain, each.load) == (1, 0, 7, None)
        assert (each.fidelity, each.load_seconds, each.lack) == (None, None, Lack.PAIN)

    def test_a_line_not_in_our_notation_has_no_tempo_and_no_best(self) -> None:
        found = gone(one(lowered(None, target=None), line="3 sets of bench"))
        assert only(found).tempo is None
        assert best(found.deeds) == ()

    @pytest.mark.parametrize(
        ("sets", "lack"),
        [
            ([one(lowered(), lowered(), lowered()), one(lowered(), lowered(), lowered(), number=2)], None),
            ([one(lowered(), lowered(), lowered())], Lack.SETS),
            ([one(lowered(), lowered(), lowered()), one(lowered(), lowered(), number=2)], Lack.REPS),
            (
                [
                    one(lowered(), lowered(), lowered()),
                    one(lowered(), lowered(), lowered("3", lost=True), number=2),
                ],
                Lack.CONTROL,
            ),
        ],
    )
    def test_tells_what_it_lacks_of_what_was_asked(self, sets: list[SetRecord], lack: Lack | None) -> None:
        assert only(gone(*sets)).lack is lack

    def test_the_estimate_is_that_of_its_best_set(self) -> None:
        line = "Bench press 3x5 @80kg 3-0-X-0"
        five = [lowered("3", target="3") for _ in range(5)]
        sets = [one(*five, line=line, rpe=D(10)), one(*five, line=line, number=2, rpe=D(8))]
        each = only(gone(*sets))
        # 36 x 80 / (37 - 7)
        assert each.one_rm is not None
        assert str(each.one_rm.mass) == "96kg"
        told = estimate(sets, CATALOGUE)
        assert told is not None
        assert told.mass == each.one_rm.mass

    def test_where_no_set_tells_a_maximum_it_says_why(self) -> None:
        assert only(gone(one(lowered("5"), rpe=D(8)))).untold is Untold.SLOW
        quick = one(lowered("3", target="3"), line="Bench press 1x1 @80kg 3-0-X-0")
        assert only(gone(quick)).untold is Untold.RPE
        assert only(gone(replace(quick, method="negative", rpe=D(8)))).untold is Untold.METHOD


class TestReps:
    def test_alike_ones_are_told_together(self) -> None:
        found = totals_of([lowered("5"), lowered("4"), lowered(), lowered("6.5", lost=True)])
        kg = parse_amount("80kg")
        assert found == (
            RepTotal(None, RepKind.LOWERING, 5000, kg, True, False, 2, 9000, 0, 2, 9000, 5000),
            RepTotal(None, RepKind.LOWERING, 5000, kg, False, False, 1, 5000, 0, 0, 0, 5000),
            RepTotal(None, RepKind.LOWERING, 5000, kg, True, True, 1, 6500, 0, 1, 3500, 6500),
        )

    def test_nothing_is_measured_against_no_target(self) -> None:
        (found,) = totals_of([lowered("5", target=None)])
        assert (found.measured, found.kept_ms, found.longest_ms) == (0, 0, 5000)


class TestSumsOfLoads:
    def test_load_seconds_and_volume_load(self) -> None:
        sets = [one(lowered("5"), lowered("4.2", "82.5kg")), one(lowered("3", "bw"), line="Dip 1x1 @bw")]
        # 80 x 5 + 82.5 x 4.2, and 80 + 82.5
        assert load_seconds(sets) == Fraction("746.5")
        assert volume_load(sets) == Fraction("162.5")
        assert load_seconds(sets[1:]) is None
        assert volume_load(()) is None

    def test_ordinary_reps_of_a_30_10_30_count_for_volume_but_have_no_seconds(self) -> None:
        normal = Rep(2, None, RepKind.NORMAL, load_down=parse_amount("25kg"))
        done = one(lowered("30", "25kg", target="30"), normal, line="Biceps curl 1x12 @25kg 30-10-30")
        assert load_seconds([done]) == 750
        assert volume_load([done]) == 50

    def test_time_under_tension_has_holds_too(self) -> None:
        hold = Rep(1, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D("28.5"))
        assert time_under_tension([lowered("4.2"), lowered(), hold]) == D("37.7")


class TestTheBest:
    def bests(self, *sets: SetRecord, first: int | None = None) -> list[tuple[str, str, str, bool | None]]:
        found = gone(*sets)
        seen = found if first is None else found.within(DAY + timedelta(days=first), None)
        return [
            (each.kind.value, str(each.load), str(each.day), each.is_record)
            for each in best(seen.deeds, by_strength(found.deeds))
        ]

    def test_is_the_heaviest_under_control_and_the_longest_measured(self) -> None:
        heavy = one(lowered(None, "82.5kg"), lowered(None, "85kg", lost=True), day=2)
        long = one(lowered("6.1"), lowered("7.5", lost=True), day=4)
        paced = one(lowered(target="9"), day=6, line="Bench press 1x1 @80kg 9-1-X-0")
        assert self.bests(one(lowered("5")), heavy, long, paced) == [
            ("heaviest", "82.5kg", "2026-03-04", True),
            ("heaviest", "80kg", "2026-03-08", True),
            ("longest", "80kg", "2026-03-06", True),
        ]

    def test_the_first_that_reached_it_counts(self) -> None:
        assert self.bests(one(lowered()), one(lowered(), day=2))[0][2] == "2026-03-02"

    def test_of_a_window_it_may_be_less_than_ever(self) -> None:
        before = one(lowered("6", "90kg"))
        assert self.bests(before, one(lowered("5.5", "85kg"), day=7), first=7) == [
            ("heaviest", "85kg", "2026-03-09", False),
            ("longest", "85kg", "2026-03-09", False),
        ]

    def test_a_longer_one_with_less_load_takes_no_record(self) -> None:
        before = one(lowered("9", "60kg"))
        assert self.bests(before, one(lowered("5.5", "85kg"), day=7), first=7)[1] == (
            "longest",
            "85kg",
            "2026-03-09",
            True,
        )

    def test_bodyweight_and_external_loads_have_each_their_own(self) -> None:
        found = self.bests(one(lowered(None, "bw-5kg"), lowered(None, "bw-20kg"), lowered(None, "20kg")))
        assert [load for _, load, _, _ in found] == ["20kg", "bw-5kg"]

    def test_until_the_rest_is_read_nothing_is_said_of_records(self) -> None:
        (heaviest,) = best(gone(one(lowered())).deeds)
        assert heaviest == Best(
            Kind.HEAVIEST,
            None,
            parse_tempo("5-1-X-0"),
            parse_amount("80kg"),
            None,
            1,
            DAY,
            "session 061",
            "set 0 1",
        )

    @pytest.mark.parametrize(
        ("now", "kinds"),
        [
            ([lowered(None, "82kg")], {Kind.HEAVIEST}),
            ([lowered(None, "177lb")], {Kind.HEAVIEST}),
            ([lowered(None, "176lb")], set()),
            ([lowered("6.5")], {Kind.LONGEST}),
            ([lowered("5.5")], set()),
            ([lowered(None, "90kg", lost=True)], set()),
            ([lowered("7", "85kg")], {Kind.HEAVIEST}),
        ],
    )
    def test_what_a_session_set_as_a_record_is_the_best_ever_after_it(
        self, now: list[Rep], kinds: set[Kind]
    ) -> None:
        earlier, session = one(lowered("6")), one(*now, day=2)
        before = Feat(BENCH, None, parse_amount("80kg"), D(6), D(5))
        found = records([session], {"bench press": [before]}, CATALOGUE)
        assert {each.kind for each in found} == kinds
        after = best(gone(session).deeds, by_strength(gone(earlier, session).deeds))
        ever = {each.kind for each in after if each.is_record}
        # At a load that was never lowered before, there is no longest to beat: it is one all the same.
        assert kinds <= ever


class TestCurves:
    def plotted(self, measure: Measure, sets: Sequence[SetRecord], most: int = 99) -> list[tuple[str, bool]]:
        found = series(measure, gone(*sets).exposures, "kg", most)
        return [(str(float(point.value)), point.measured) for point in found.points]

    SETS = (one(lowered("4.5"), lowered("4")), one(lowered(None, "177lb"), day=2))

    def test_each_figure_has_its_points(self) -> None:
        assert self.plotted(Measure.LOAD, self.SETS) == [("80.0", True), ("80.28584949", True)]
        assert self.plotted(Measure.SECONDS, self.SETS) == [("4.25", True), ("5.0", False)]
        assert self.plotted(Measure.FIDELITY, self.SETS) == [("85.0", True)]
        assert self.plotted(Measure.TENSION, self.SETS) == [("8.5", True), ("5.0", False)]
        assert self.plotted(Measure.LOAD_SECONDS, self.SETS)[0] == ("680.0", True)

    def test_loads_are_told_in_the_unit_of_the_settings(self) -> None:
        found = series(Measure.LOAD, gone(*self.SETS).exposures, "lb", 99)
        assert found.title == "load, lb"
        assert found.points[1].value == 177

    def test_without_points_it_says_why(self) -> None:
        found = series(Measure.ONE_RM, gone(*self.SETS).exposures, "kg", 99)
        assert found.points == ()
        assert found.note == "No exposure tells a 1RM: all 2 were lowered for more than 3 s."
        quick = one(lowered("3", target="3"), line="Bench press 1x1 @80kg 3-0-X-0", day=4)
        several = series(Measure.ONE_RM, gone(*self.SETS, quick).exposures, "kg", 99).note
        assert several == (
            "No exposure tells a 1RM. Of 3: 2 lowered for more than 3 s; 1 without an answered RPE from 6 on."
        )
        paced = gone(one(lowered())).exposures
        assert "Nothing was measured" in series(Measure.FIDELITY, paced, "kg", 99).note
        body = gone(one(lowered(None, "bw"))).exposures
        assert "external loads only" in series(Measure.LOAD_SECONDS, body, "kg", 99).note

    def test_too_many_are_told_by_the_means_of_weeks_then_of_months(self) -> None:
        days = [one(lowered(None, f"{80 + day % 2}kg"), day=day) for day in range(28)]
        found = series(Measure.LOAD, gone(*days).exposures, "kg", 27)
        assert found.means == "weekly means"
        # Monday to Sunday: 80 81 80 81 80 81 80, then the other way round.
        means = [Fraction(563, 7), Fraction(564, 7), Fraction(563, 7), Fraction(564, 7)]
        assert [point.value for point in found.points] == means
        assert series(Measure.LOAD, gone(*days).exposures, "kg", 2).means == "monthly means"

    def test_a_line_is_named_by_all_its_tempos_and_stands_in_one_place_in_every_window(self) -> None:
        heavy = one(
            lowered(None, "90kg", target="3"), line="Bench press 1x1 @90kg 3-0-X-0", day=1, line_id="H"
        )
        grown = [
            one(
                lowered(target=str(5 + day)),
                line=f"Bench press 1x1 @80kg {5 + day}-1-X-0",
                day=day,
                line_id="L",
            )
            for day in (0, 2, 4)
        ]
        held = one(line="Bench press 1x1 @80kg 5-1-X-0", method="negative", day=5, line_id="L")
        exposures = gone(heavy, *grown, held).exposures
        assert lines(exposures) == {("L",): "5 to 9-1-X-0, negative 5-1-X-0", ("H",): "3-0-X-0"}
        found = series(Measure.LOAD, exposures, "kg", 99)
        assert [point.strand for point in found.points] == [0, 1, 1, 1]
        assert list(lines(exposures[::-1])) == list(lines(exposures)) == [("H",), ("L",)]

    def test_measured_and_paced_ones_have_means_of_their_own(self) -> None:
        days = [one(lowered("4" if day % 2 else None), day=day) for day in range(7)]
        found = series(Measure.SECONDS, gone(*days).exposures, "kg", 2)
        assert [(point.value, point.measured) for point in found.points] == [
            (Fraction(5), False),
            (Fraction(4), True),
        ]


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("today", "months", "names"),
    [
        (TODAY, 3, ["Jun to Aug 2026", "Mar to May 2026", "Dec 2025 to Feb 2026", "Sep to Nov 2025"]),
        (TODAY, 12, ["2025", "2024", "2023"]),
        (date(2026, 5, 31), 3, ["Dec 2025 to Feb 2026", "Sep to Nov 2025"]),
        (date(2026, 1, 10), 3, ["Sep to Nov 2025", "Jun to Aug 2025"]),
        (date(2024, 12, 31), 12, ["2023"]),
    ],
)
def test_before_the_last_months_lie_the_seasons_of_the_calendar_or_its_years(
    today: date, months: int, names: list[str]
) -> None:
    seen = [window(today, months, back) for back in range(len(names) + 1)]
    assert seen[0].last == today
    assert [season(each) for each in seen[1:]] == names
    for later, before in pairwise(seen):
        assert later.first is not None and before.first is not None and before.last is not None
        assert before.first < later.first <= before.last + timedelta(days=1)
    assert window(today, None, 5) == Window()


@pytest.mark.parametrize(
    ("day", "back"), [(TODAY, 0), (date(2026, 8, 23), 0), (date(2026, 8, 22), 1), (date(2026, 3, 1), 2)]
)
def test_a_day_is_found_in_the_first_window_that_has_it(day: date, back: int) -> None:
    assert steps_back(TODAY, 3, day) == back
    assert window(TODAY, 3, steps_back(TODAY, 3, date.min)).first == date.min
