"""Loads heavier than the lifter, at every boundary; the method table."""

import textwrap
from decimal import Decimal

import pytest

from negtrain_tui.training.exercise import Exercise, load_catalogue
from negtrain_tui.training.load import Bodyweight, Load, Mass, Percent, Unit, parse_load
from negtrain_tui.training.methods import Caps, RampWeek, facts_for, load_caps, load_methods, load_novice_ramp
from negtrain_tui.training.prescription import Hold, Method, Prescription, RepList, Reps, SecondsProgress
from negtrain_tui.training.safety import (
    NOTICE,
    RED_FLAGS,
    Lifter,
    Question,
    Verdict,
    judge,
    novice_week_one_breaches,
)
from negtrain_tui.training.tempo import Lifting, Tempo

BAR = Exercise("Bench press", free_weight=True)
MACHINE = Exercise("Leg press", free_weight=False)
SPOTTERS, FIRST, FREE = Question.SPOTTERS, Question.FIRST_OVER_105, Question.FREE_WEIGHT_OVER_120


def kg(text: str, unit: Unit = "kg") -> Mass:
    return Mass(Decimal(text), unit)


@pytest.mark.parametrize(
    ("load", "exercise", "earlier", "questions"),
    [
        ("99.9%", BAR, 0, ()),
        ("100%", BAR, 0, ()),
        ("100.01%", BAR, 0, (SPOTTERS,)),
        ("105%", BAR, 0, (SPOTTERS,)),
        ("105.01%", BAR, 0, (SPOTTERS, FIRST)),
        ("105.01%", BAR, 1, (SPOTTERS,)),
        ("120%", BAR, 0, (SPOTTERS, FIRST)),
        ("120%", BAR, 4, (SPOTTERS,)),
        ("120.01%", BAR, 0, (SPOTTERS, FIRST, FREE)),
        ("120.01%", BAR, 4, (SPOTTERS, FREE)),
        ("120.01%", MACHINE, 4, (SPOTTERS,)),
        ("130%", BAR, 4, (SPOTTERS, FREE)),
        ("130%", MACHINE, 0, (SPOTTERS, FIRST)),
        ("100kg", BAR, 0, ()),
        ("100.01kg", BAR, 0, (SPOTTERS,)),
        ("105kg", BAR, 0, (SPOTTERS,)),
        ("130kg", BAR, 1, (SPOTTERS, FREE)),
        ("220lb", BAR, 0, ()),
        ("220.5lb", BAR, 0, (SPOTTERS,)),
        ("120kg/90kg", BAR, 1, (SPOTTERS,)),
        ("90kg/120kg", BAR, 0, ()),
    ],
)
def test_what_is_asked_before_a_load_against_100_kg(
    load: str, exercise: Exercise, earlier: int, questions: tuple[Question, ...]
) -> None:
    verdict = judge(parse_load(load), None, exercise, Lifter(kg("100"), earlier))
    assert (verdict.questions, verdict.heavy, verdict.refusal) == (questions, bool(questions), None)


@pytest.mark.parametrize("load", ["130.01%", "140%", "130.01kg", "286.7lb", "999%"])
@pytest.mark.parametrize("exercise", [BAR, MACHINE])
@pytest.mark.parametrize("method", [None, *Method])
def test_over_130_percent_is_refused_with_what_to_do(
    load: str, exercise: Exercise, method: Method | None
) -> None:
    verdict = judge(parse_load(load), method, exercise, Lifter(kg("100"), 9))
    assert verdict.heavy and verdict.questions == ()
    assert verdict.refusal is not None and "take a lighter load" in verdict.refusal
    assert "over the 130 %" in verdict.refusal


def test_the_refusal_never_says_130_is_over_130() -> None:
    verdict = judge(parse_load("130.0001kg"), None, BAR, Lifter(kg("100"), 0))
    assert verdict.percent == Decimal("130.1")
    assert verdict.refusal is not None and verdict.refusal.startswith("130.1 % of your 1RM")


def test_pounds_and_kilograms_compare_exactly() -> None:
    one_rm = kg("45.359237")
    assert not judge(Load(kg("100", "lb")), None, BAR, Lifter(one_rm, 0)).heavy
    assert judge(Load(kg("100", "lb")), None, BAR, Lifter(kg("45.3592"), 0)).heavy
    assert judge(Load(kg("100", "lb")), None, BAR, Lifter(one_rm, 0)).percent == Decimal(100)


@pytest.mark.parametrize("one_rm", [None, kg("0")])
@pytest.mark.parametrize("method", [Method.NEGATIVE, Method.ACCENTUATED])
@pytest.mark.parametrize("load", [Load(kg("40")), Load(Bodyweight(kg("10"))), Load(kg("1"), kg("1"))])
def test_external_load_of_unknown_weight_for_the_lifter_is_heavy(
    load: Load, method: Method, one_rm: Mass | None
) -> None:
    assert judge(load, method, BAR, Lifter(one_rm, 0)) == Verdict(
        heavy=True, questions=(SPOTTERS,), refusal=None, percent=None
    )


@pytest.mark.parametrize("method", [None, Method.TWO_ONE, Method.SUPER_SLOW, Method.THIRTY_TEN_THIRTY])
def test_other_methods_with_an_unknown_1rm_just_begin(method: Method | None) -> None:
    assert not judge(Load(kg("40")), method, BAR, Lifter(None, 0)).heavy


@pytest.mark.parametrize("load", ["bw", "bw-20kg", "bw+0kg", "0kg"])
@pytest.mark.parametrize("method", [None, Method.NEGATIVE, Method.ACCENTUATED])
def test_the_own_body_is_not_heavy(load: str, method: Method | None) -> None:
    assert not judge(parse_load(load), method, BAR, Lifter(None, 0)).heavy


def test_no_load_at_all_asks_nothing() -> None:
    assert not judge(None, Method.NEGATIVE, BAR, Lifter(None, 0)).heavy


def test_percentages_are_judged_without_a_1rm() -> None:
    verdict = judge(parse_load("110%"), Method.NEGATIVE, BAR, Lifter(None, 0))
    assert verdict == Verdict(True, (SPOTTERS, FIRST), None, Decimal(110))
    assert judge(parse_load("140%"), Method.NEGATIVE, BAR, Lifter(None, 0)).refusal
    assert not judge(parse_load("80%"), Method.NEGATIVE, BAR, Lifter(None, 0)).heavy


def test_a_negative_within_a_known_1rm_is_not_heavy() -> None:
    assert not judge(Load(kg("80")), Method.NEGATIVE, BAR, Lifter(kg("100"), 0)).heavy
    assert judge(Load(Bodyweight(kg("10"))), Method.NEGATIVE, BAR, Lifter(kg("100"), 0)).heavy


def test_questions_are_sentences_that_end_in_a_question_mark() -> None:
    assert [question.text[-1] for question in Question] == ["?"] * 3
    assert len({question.text for question in Question}) == 3


@pytest.mark.parametrize(
    "word",
    ["angina", "180/110", "aneurysm", "pregnancy", "McArdle", "hernia", "8 weeks", "statins", "doctor"],
)
def test_the_notice_names_whom_it_concerns(word: str) -> None:
    assert word in NOTICE


def test_the_notice_fits_a_small_screen_and_red_flags_say_what_to_do() -> None:
    rows = [row for line in NOTICE.splitlines() for row in textwrap.wrap(line, 56)]
    assert len(rows) <= 16
    assert "urine" in RED_FLAGS and "urgent care" in RED_FLAGS


def span(low: int, high: int) -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(high)


def test_the_method_table_holds_the_reference() -> None:
    methods = load_methods()
    assert list(methods) == [
        "tempo", "neg_sub", "neg_supra", "ael", "ecc_cluster", "two_one",
        "two_move", "30_10_30", "super_slow", "eqi", "flywheel", "bw_neg",
    ]  # fmt: skip
    assert {key for key, facts in methods.items() if not facts.guided} == {"eqi", "flywheel"}
    supra = methods["neg_supra"]
    assert (supra.lowering_percent, supra.lowering_s) == (span(100, 130), span(3, 6))
    assert (supra.sets, supra.reps, supra.rest_s) == (span(3, 5), span(1, 5), span(180, 300))
    assert (supra.per_week, supra.max_per_week, supra.block_weeks) == (span(1, 1), 2, span(2, 6))
    assert methods["ael"].lifting_percent == span(60, 80)
    assert methods["ecc_cluster"].cluster_s == 30
    assert methods["super_slow"].lifting_s == 10
    assert {facts.method for facts in methods.values()} == {None, *Method}
    assert all(facts.tags and facts.returns and facts.evidence for facts in methods.values())


def test_caps_and_ramp_hold_the_reference() -> None:
    assert load_caps() == Caps(Decimal(100), Decimal(105), Decimal(120), Decimal(130))
    assert load_novice_ramp() == (
        RampWeek(1, span(1, 2), span(10, 15), span(40, 50), span(3, 4)),
        RampWeek(2, span(2, 2), span(15, 20), span(50, 60), span(3, 4)),
        RampWeek(3, span(2, 2), span(20, 30), span(60, 70), span(4, 4)),
        RampWeek(4, span(2, 3), span(20, 30), span(70, 75), span(4, 5)),
    )


@pytest.mark.parametrize(
    ("method", "load", "one_rm", "cluster", "key"),
    [
        (None, "80kg", None, False, "tempo"),
        (Method.NEGATIVE, "bw", None, False, "bw_neg"),
        (Method.NEGATIVE, "bw-20kg", None, False, "bw_neg"),
        (Method.NEGATIVE, "bw+5kg", None, False, "neg_supra"),
        (Method.NEGATIVE, "100kg", kg("100"), False, "neg_sub"),
        (Method.NEGATIVE, "100.5kg", kg("100"), False, "neg_supra"),
        (Method.NEGATIVE, "60kg", None, False, "neg_supra"),
        (Method.NEGATIVE, "90%", None, False, "neg_sub"),
        (Method.NEGATIVE, "110%", None, False, "neg_supra"),
        (Method.ACCENTUATED, "105%/80%", None, False, "ael"),
        (Method.ACCENTUATED, "105%/80%", None, True, "ecc_cluster"),
        (Method.TWO_ONE, "60kg", None, False, "two_one"),
        (Method.THIRTY_TEN_THIRTY, "25kg", None, False, "30_10_30"),
        (Method.SUPER_SLOW, "25kg", None, False, "super_slow"),
    ],
)
def test_a_set_belongs_to_the_method_that_its_load_makes_it(
    method: Method | None, load: str, one_rm: Mass | None, cluster: bool, key: str
) -> None:
    facts = facts_for(method, parse_load(load), one_rm, cluster=cluster)
    assert facts is load_methods()[key]
    assert facts.method is method


def test_a_negative_without_a_load_is_one_with_the_own_body() -> None:
    assert facts_for(Method.NEGATIVE, None, None).key == "bw_neg"
    assert facts_for(Method.NEGATIVE, Load(Percent(Decimal(100))), None).key == "neg_sub"


def seconds(lowering: str) -> Tempo:
    return Tempo(Decimal(lowering), Decimal(0), Lifting.ASSISTED, Decimal(0))


@pytest.mark.parametrize(
    ("line", "breaches"),
    [
        (Prescription("Push-up negative", Reps(3, 5, 5), tempo=seconds("3")), ()),
        (Prescription("Push-up negative", Reps(3, 5, 6), tempo=seconds("4")), ("pecs", "triceps")),
        (Prescription("Heel drop", RepList((8, 8)), each=True, tempo=seconds("3")), ("gastrocnemius",)),
        (Prescription("Push-up negative", Reps(1, 5, 5), tempo=seconds("2.9")), ("Push-up negative",)),
        (Prescription("Push-up negative", Reps(1, 5, 5), tempo=seconds("4.1")), ("Push-up negative",)),
        (Prescription("Push-up negative", Reps(1, 5, 5)), ("Push-up negative",)),
        (Prescription("Wall sit", Hold(3, Decimal(30))), ()),
        (Prescription("My curl", Reps(4, 4, 4), tempo=seconds("3")), ("My curl",)),
        (
            Prescription(
                "Heel drop",
                Reps(1, 5, 5),
                tempo=seconds("3"),
                seconds_progress=SecondsProgress(Decimal(1), Decimal(5)),
            ),
            ("Heel drop",),
        ),
    ],
)
def test_week_one_caps_reps_and_seconds(line: Prescription, breaches: tuple[str, ...]) -> None:
    found = novice_week_one_breaches([line], load_catalogue())
    assert tuple(sentence.split(":")[0] for sentence in found) == breaches


def test_week_one_adds_up_what_a_muscle_does_in_two_exercises() -> None:
    lines = [
        Prescription("Push-up negative", Reps(2, 5, 5), tempo=seconds("3")),
        Prescription("Dip negative", Reps(2, 5, 5), tempo=seconds("3")),
    ]
    found = novice_week_one_breaches(lines, load_catalogue())
    assert found == ("pecs: 20 lowerings, more than 15.", "triceps: 20 lowerings, more than 15.")
