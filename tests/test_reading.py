from __future__ import annotations

from decimal import Decimal

import pytest

from negtrain_tui.training import guided_set
from negtrain_tui.training.durations import lowering_seconds, set_seconds, workout_seconds
from negtrain_tui.training.exercise import Exercise, Return
from negtrain_tui.training.load import Mass
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.reading import effective_tempo, in_words
from negtrain_tui.training.safety import Lifter
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.tempo import Start, parse_tempo
from negtrain_tui.training.timetable import Phase

PRESS = Exercise("Press")
PULL_UP = Exercise("Pull-up", starts=Start.LIFTING, returns=(Return.STEP,))
PUSH_UP = Exercise("Push-up", returns=(Return.HANDS,), tempo=parse_tempo("3-1-X-0"))


@pytest.mark.parametrize(
    ("line", "exercise", "tempo"),
    [
        ("Push-up 3x5 5-0-X-0", PUSH_UP, "5-0-X-0"),
        ("Push-up 3x5", PUSH_UP, "3-1-X-0"),
        ("Push-up 3x5 negative", PUSH_UP, "3-1-A-0"),
        ("Push-up 3x5 5-0-2-1 negative", PUSH_UP, "5-0-A-1"),
        ("Push-up 1x12 30-10-30", PUSH_UP, "30-0-X-0"),
        ("Push-up 1x5 super-slow", PUSH_UP, "10-0-10-0"),
        ("Push-up 1x5 10-0-5-0 super-slow", PUSH_UP, "10-0-5-0"),
        ("Press 3x5", PRESS, "4-0-X-0"),
    ],
)
def test_the_tempo_comes_from_line_then_method_then_exercise(
    line: str, exercise: Exercise, tempo: str
) -> None:
    assert effective_tempo(parse_prescription(line), exercise) == parse_tempo(tempo)


def test_a_hold_has_no_tempo() -> None:
    assert effective_tempo(parse_prescription("Plank 3x30s"), PUSH_UP) is None


@pytest.mark.parametrize(
    ("line", "exercise", "words"),
    [
        (
            "Press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg",
            PRESS,
            "4 sets of 5 reps with 82.5 kg. Lower for 5 s, hold 1 s, lift as fast as control allows; "
            "rest 3 min; progress: 1 s more each time up to 8 s, then 0.5 kg more each time.",
        ),
        (
            "Pull-up 3x6-8 @bw-20lb 3-0-X-0 rest 90s wk 5-10",
            PULL_UP,
            "3 sets of 6 to 8 reps with your bodyweight less 20 lb of help. "
            "Lift as fast as control allows, lower for 3 s; rest 1 min 30 s; in weeks 5 to 10.",
        ),
        (
            "Press 3x1 @105%/80% each accentuated cluster 30s self-paced pain<=5 rpe 8.5 group B wk 2",
            PRESS,
            "3 sets of 1 rep per side with 105 % of your 1RM on the way down and 80 % of your 1RM on the way "
            "up, 30 s of rest between the reps. Lower for 4 s, lift as fast as control allows; at your own "
            "pace; effort 8.5 of 10; stop where pain passes 5 of 10; in week 2; in turn with group B.",
        ),
        (
            "Press 1x12 @bw+5kg 30-10-30",
            PRESS,
            "1 set of 12 reps with your bodyweight plus 5 kg. "
            "Lower for 30 s in the first and the last rep, with ten ordinary reps between.",
        ),
        ("Plank 3x30s @bw", PUSH_UP, "3 holds of 30 s with your bodyweight."),
        (
            "Press 12,10,8 @20kg two-one",
            PRESS,
            "3 sets of 12, 10 and 8 reps with 20 kg. Lower for 4 s, lift as fast as control allows; "
            "up with both limbs, down with one.",
        ),
    ],
)
def test_a_prescription_is_said_in_words(line: str, exercise: Exercise, words: str) -> None:
    assert in_words(parse_prescription(line), exercise) == words


@pytest.mark.parametrize(
    ("line", "exercise", "seconds", "lowering"),
    [
        ("Press 4x5 5-1-X-0", PRESS, "35", "25"),
        ("Press 4x5 2.5-0-1.5-0", PRESS, "20", "12.5"),
        ("Push-up 2x3 3-1-A-0", PUSH_UP, "20", "9"),
        ("Pull-up 2x3 3-0-A-1", PULL_UP, "27", "9"),
        ("Press 3x4 each 5-0-X-0", PRESS, "61", "40"),
        ("Press 3x5 @9kg/8kg 4-0-X-0 accentuated cluster 30s", PRESS, "157", "20"),
        ("Press 1x12 30-10-30", PRESS, "92", "60"),
        ("Press 3x6-8 4-0-X-0", PRESS, "40", "32"),
        ("Plank 3x30s each", PRESS, "73", "0"),
    ],
)
def test_an_estimate_is_what_the_clock_will_take(
    line: str, exercise: Exercise, seconds: str, lowering: str
) -> None:
    p, settings = parse_prescription(line), Settings()
    assert set_seconds(p, exercise, 1, settings) == Decimal(seconds)
    assert lowering_seconds(p, exercise, 1, settings) == Decimal(lowering)
    assert led_seconds(p, exercise, settings) == pytest.approx(float(seconds))


def led_seconds(p: Prescription, exercise: Exercise, settings: Settings) -> float:
    """Start the guided set itself and add up what it is going to do after its lead-in."""
    lifter = Lifter(one_rm=Mass(Decimal(100), "kg"), heavy_sessions=0)
    state = guided_set.prepare(p, exercise, 1, load=p.load, lifter=lifter, settings=settings)
    state = guided_set.handle(state, guided_set.Key.PRESS, 1.0)
    return sum(
        segment.target
        for index, segment in enumerate(guided_set.upcoming(state))
        if index > 0 and segment.phase is not Phase.CLOSING
    )


def test_a_workout_has_lead_ins_and_the_rests_between_its_sets() -> None:
    press = parse_prescription("Press 2x5 5-1-X-0 rest 3:00")
    plank = parse_prescription("Plank 1x30s")
    settings = Settings(default_rest_s=Decimal(90))
    assert workout_seconds([(press, PRESS)], settings) == 2 * (10 + 35) + 180
    assert workout_seconds([(press, PRESS), (plank, PRESS)], settings) == 2 * (10 + 35) + 2 * 180 + 40
    assert workout_seconds([(plank, PRESS), (press, PRESS)], settings) == 2 * (10 + 35) + 180 + 90 + 40
    assert workout_seconds([], settings) == 0
