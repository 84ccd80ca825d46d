from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.load import (
    Amount,
    Bodyweight,
    Load,
    Mass,
    Percent,
    Unit,
    parse_amount,
    parse_load,
    resolved,
    share_of,
    shown,
    stepped,
)

units = st.sampled_from(["kg", "lb"])
masses = st.builds(Mass, st.decimals(0, 99999, places=4), units)
amounts = st.one_of(
    masses,
    st.builds(Bodyweight, st.none() | masses, st.booleans()),
    st.builds(Percent, st.decimals("0.01", 999, places=2)),
)


def kg(value: str) -> Mass:
    return Mass(Decimal(value), "kg")


def lb(value: str) -> Mass:
    return Mass(Decimal(value), "lb")


@pytest.mark.parametrize(
    ("text", "amount", "printed"),
    [
        ("82.5kg", kg("82.5"), "82.5kg"),
        ("82.50kg", kg("82.5"), "82.5kg"),
        ("0kg", kg("0"), "0kg"),
        ("0.25kg", kg("0.25"), "0.25kg"),
        ("100kg", kg("1E+2"), "100kg"),
        ("180lb", lb("180"), "180lb"),
        ("007kg", kg("7"), "7kg"),
        ("bw", Bodyweight(), "bw"),
        ("bw+5kg", Bodyweight(kg("5")), "bw+5kg"),
        ("bw-20kg", Bodyweight(kg("20"), helping=True), "bw-20kg"),
        ("bw+0kg", Bodyweight(), "bw"),
        ("bw-0.0lb", Bodyweight(), "bw"),
        ("105%", Percent(Decimal(105)), "105%"),
        (" 82.5kg ", kg("82.5"), "82.5kg"),
    ],
)
def test_an_amount_is_read_and_printed_in_its_shortest_form(text: str, amount: Amount, printed: str) -> None:
    assert parse_amount(text) == amount
    assert hash(parse_amount(text)) == hash(amount)
    assert repr(parse_amount(text)) == repr(amount)
    assert str(amount) == printed


@pytest.mark.parametrize(
    ("text", "load", "printed"),
    [
        ("82.5kg", Load(kg("82.5")), "82.5kg"),
        ("120kg/90kg", Load(kg("120"), kg("90")), "120kg/90kg"),
        ("105%/80.0%", Load(Percent(Decimal(105)), Percent(Decimal(80))), "105%/80%"),
        ("bw+10kg/bw", Load(Bodyweight(kg("10")), Bodyweight()), "bw+10kg/bw"),
    ],
)
def test_a_load_is_read_with_what_is_lifted_after_the_slash(text: str, load: Load, printed: str) -> None:
    assert parse_load(text) == load
    assert str(load) == printed


@settings(deadline=None)
@given(amounts, st.none() | amounts)
def test_every_load_reads_back_as_itself(down: Amount, up: Amount | None) -> None:
    load = Load(down, up)
    assert parse_load(str(load)) == load
    assert repr(parse_load(str(load))) == repr(load)


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("82,5kg", "82.5kg"),
        ("82.5", "82.5kg"),
        ("82.5 kg", "82.5kg"),
        ("82.5KG", "82.5kg"),
        ("180lbs", "180lb"),
        ("180 pounds", "180lb"),
        ("BW", "bw"),
        ("BW+5kg", "bw+5kg"),
        ("bw+5", "bw+5kg"),
        ("bw\u221220kg", "bw-20kg"),
        ("bw5kg", "bw+5kg"),
        ("bw+5%", "bw+5kg"),
        ("80,5 %", "80.5%"),
        ("0%", None),
        ("1000%", None),
        ("bw-", None),
        ("kg", None),
        ("", None),
        ("-5kg", None),
        ("+5kg", None),
        ("5.kg", None),
        (".5kg", None),
        ("1e3kg", None),
        ("1E400kg", None),
        ("nankg", None),
        ("infkg", None),
        ("٣kg", None),
        ("８０kg", None),
        ("1_000kg", None),
        ("1000000kg", None),
        ("1234567890123kg", None),
        ("0." + "1" * 17 + "kg", None),
        ("9" * 5000 + "kg", None),
        ("82.5kg\n", None),
        ("5kg5lb", None),
        ("K\u212ag", None),
    ],
)
def test_what_is_no_amount_is_refused_with_one_that_works(text: str, example: str | None) -> None:
    with pytest.raises(NotationError) as caught:
        parse_amount(text)
    error = caught.value
    assert error.source == text
    assert error.found == text.strip(" \t")
    parse_amount(error.example)
    if example is not None:
        assert error.example == example


@pytest.mark.parametrize(
    ("text", "column"), [("120kg/90", 7), ("120/90kg", 1), ("/90kg", 1), ("1kg/2kg/3kg", 5), ("1kg/", 5)]
)
def test_a_refused_load_says_where(text: str, column: int) -> None:
    with pytest.raises(NotationError) as caught:
        parse_load(text)
    assert caught.value.column == column


@settings(deadline=None)
@given(st.text(max_size=20) | st.text("0123456789.,+-bwkgl%/ eEnaif", max_size=14))
def test_odd_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        load = parse_load(text)
    except NotationError as error:
        parse_load(error.example)
    else:
        assert parse_load(str(load)) == load


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-1", "100000", "0." + "1" * 17])
def test_a_mass_that_notation_cannot_say_is_refused(value: str) -> None:
    with pytest.raises(Refused):
        kg(value)


def test_a_float_never_becomes_a_load() -> None:
    with pytest.raises(TypeError):
        Mass(0.1, "kg")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Percent(80.0)  # type: ignore[arg-type]


def test_a_pound_is_exactly_its_kilograms() -> None:
    assert lb("1").in_kg() == Fraction(45359237, 100000000)
    assert str(lb("225").converted("kg")) == "102.05828325kg"
    assert lb("225").converted("lb") == lb("225")
    assert lb("225").converted("kg").converted("lb") == lb("225")
    assert kg("100").in_unit("lb") == Fraction(10000000000, 45359237)
    with pytest.raises(Refused, match="100kg has no exact value in lb"):
        kg("100").converted("lb")


@settings(deadline=None)
@given(masses)
def test_a_mass_in_the_other_unit_never_drifts(mass: Mass) -> None:
    there: Unit = "kg" if mass.unit == "lb" else "lb"
    exact = mass.in_unit(there)
    back = exact / Fraction("0.45359237") if there == "kg" else exact * Fraction("0.45359237")
    assert back == mass.in_unit(mass.unit) == Fraction(mass.value)
    if there == "kg":
        assert mass.converted("kg").in_kg() == mass.in_kg()


def test_masses_are_compared_exactly_across_units() -> None:
    assert kg("45.35924").is_heavier_than(lb("99.999"))
    assert not kg("45.359237").is_heavier_than(lb("100"))
    assert kg("45.359237").weighs_the_same_as(lb("100"))
    assert kg("45.359237") != lb("100")


def test_help_shrinks_to_bodyweight_and_then_weight_is_added() -> None:
    amount: Amount = parse_amount("bw-1kg")
    seen = []
    for _ in range(4):
        amount = stepped(amount, kg("0.5"), 1)
        seen.append(str(amount))
    assert seen == ["bw-0.5kg", "bw", "bw+0.5kg", "bw+1kg"]
    assert str(stepped(amount, kg("0.5"), -4)) == "bw-1kg"


@pytest.mark.parametrize(
    ("amount", "step", "times", "after"),
    [
        ("82.5kg", "0.5kg", 1, "83kg"),
        ("82.5kg", "0.25kg", 3, "83.25kg"),
        ("1kg", "0.5kg", -5, "0kg"),
        ("bw", "1lb", 2, "bw+2lb"),
        ("bw", "1lb", 0, "bw"),
        ("100kg", "1lb", 1, "100.45359237kg"),
        ("bw-20kg", "0.5kg", -1, "bw-20.5kg"),
    ],
)
def test_a_step_is_exact(amount: str, step: str, times: int, after: str) -> None:
    mass = parse_amount(step)
    assert isinstance(mass, Mass)
    assert str(stepped(parse_amount(amount), mass, times)) == after


@pytest.mark.parametrize(("amount", "step"), [("180lb", "0.5kg"), ("bw+5lb", "0.5kg"), ("80%", "0.5kg")])
def test_a_step_without_an_exact_result_is_refused(amount: str, step: str) -> None:
    mass = parse_amount(step)
    assert isinstance(mass, Mass)
    with pytest.raises(Refused):
        stepped(parse_amount(amount), mass, 1)


@settings(deadline=None)
@given(st.decimals("0.05", 5, places=2), st.integers(1, 300))
def test_many_steps_up_and_down_end_where_they_began(step: Decimal, times: int) -> None:
    one_by_one: Amount = kg("20")
    for _ in range(times):
        one_by_one = stepped(one_by_one, Mass(step, "kg"), 1)
    assert one_by_one == stepped(kg("20"), Mass(step, "kg"), times)
    assert stepped(one_by_one, Mass(step, "kg"), -times) == kg("20")


@pytest.mark.parametrize(
    ("load", "seen"),
    [
        ("82.5kg", "82.5kg"),
        ("82.125kg", "82.125kg"),
        ("117.9340162kg", "≈117.934kg"),
        ("0.0005kg", "≈0kg"),
        ("0.0015kg", "≈0.002kg"),
        ("bw", "bw"),
        ("bw-20.41165665kg", "≈bw-20.412kg"),
        ("bw+2.26796185kg/bw", "≈bw+2.268kg/bw"),
        ("105.1234%", "105.1234%"),
    ],
)
def test_what_is_rounded_to_be_looked_at_says_so(load: str, seen: str) -> None:
    assert shown(parse_load(load)) == seen
    assert str(parse_load(load)) == load


@given(masses)
def test_up_to_three_decimals_are_shown_as_they_are(mass: Mass) -> None:
    exact = Mass(mass.value.quantize(Decimal("0.001")), mass.unit)
    assert shown(exact) == str(exact)


def test_percentages_become_masses_of_the_one_rep_maximum() -> None:
    assert str(resolved(parse_load("105%/80%"), kg("122.5"))) == "128.625kg/98kg"
    assert str(resolved(parse_load("82.5%"), lb("225"))) == "185.625lb"
    assert resolved(parse_load("105%"), None) is None
    assert resolved(parse_load("100kg/80%"), None) is None
    assert resolved(parse_load("bw-5kg"), None) == parse_load("bw-5kg")


@settings(deadline=None)
@given(st.decimals("0.01", 200, places=2), masses.filter(lambda mass: mass.value < 5000))
def test_what_was_resolved_can_be_stored_and_read_again(percent: Decimal, one_rm: Mass) -> None:
    load = resolved(Load(Percent(percent)), one_rm)
    assert load is not None
    assert parse_load(str(load)) == load
    assert isinstance(load.down, Mass)
    assert load.down.in_kg() * 100 == Fraction(percent) * one_rm.in_kg()


def test_a_share_of_the_maximum_is_an_exact_percentage() -> None:
    assert share_of(kg("110"), kg("100")) == 110
    assert share_of(kg("100"), kg("300")) == Fraction(100, 3)
    assert share_of(lb("100"), kg("45.359237")) == 100
    assert share_of(Percent(Decimal("82.5")), None) == Fraction(165, 2)
    assert share_of(kg("100"), None) is None
    assert share_of(kg("100"), kg("0")) is None
    assert share_of(Bodyweight(kg("5")), kg("100")) is None
