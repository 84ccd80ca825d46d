"""How the cues of a set sound, sample by sample."""

from __future__ import annotations

import wave
from array import array
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from negtrain_tui.tones import GLIDE_FROM_HZ, GLIDE_TO_HZ, RATE, Mixer, render_sheet, tone, write_wav
from negtrain_tui.training.cue_sheet import Cue, CueKind, cue_sheet, rest_cues
from negtrain_tui.training.timetable import Phase, Segment

T = 5000.3
MILLISECOND = RATE // 1000
SHORT = [kind for kind in CueKind if kind is not CueKind.LOWERING]


def lowering(at: float, seconds: float) -> Cue:
    return Cue(CueKind.LOWERING, at, seconds)


def onset(samples: array[int]) -> int | None:
    return next((index for index, value in enumerate(samples) if value), None)


def pitch(samples: array[int]) -> float:
    """Mean pitch in Hz, from the upward crossings of zero."""
    ups = [index for index, (one, two) in enumerate(pairwise(samples)) if one < 0 <= two]
    return (len(ups) - 1) * RATE / (ups[-1] - ups[0])


def steepest(samples: array[int]) -> int:
    return max((abs(two - one) for one, two in pairwise(samples)), default=0)


@pytest.mark.parametrize("kind", SHORT)
def test_a_short_tone_is_short_heard_and_free_of_clicks(kind: CueKind) -> None:
    samples = tone(kind)
    assert 0.02 <= len(samples) / RATE <= 0.5
    assert max(samples) > 3000
    assert abs(samples[0]) < 200
    assert abs(samples[-1]) < 400


def test_no_two_tones_are_alike() -> None:
    for one, two in combinations(SHORT, 2):
        assert tone(one) != tone(two)


def test_the_falling_tone_falls_from_start_to_end_over_its_length() -> None:
    samples = render_sheet([lowering(T, 4)], start=T, seconds=4.5)
    tenths = [pitch(samples[start : start + RATE // 10]) for start in range(0, 4 * RATE, RATE // 10)]
    assert tenths[0] == pytest.approx(GLIDE_FROM_HZ, rel=0.05)
    assert tenths[-1] == pytest.approx(GLIDE_TO_HZ, rel=0.08)
    assert all(later < earlier for earlier, later in pairwise(tenths[::4]))
    assert onset(samples[4 * RATE :]) is None


def test_the_falling_tone_has_no_steps_in_it() -> None:
    samples = render_sheet([lowering(T, 3)], start=T, seconds=3.2)
    # A sine of this level and pitch can't move by more in one sample.
    assert steepest(samples) <= max(samples) * 2 * 3.1416 * GLIDE_FROM_HZ / RATE + 2


@pytest.mark.parametrize("block", [1, 7, 160, 320, 441, 4096])
def test_the_size_of_the_blocks_changes_nothing(block: int) -> None:
    cues = cue_sheet([Segment(Phase.LOWERING, 0, T + 0.1, T + 1.4, 1.3)])
    assert render_sheet(cues, start=T, seconds=1.8, block=block) == render_sheet(cues, start=T, seconds=1.8)


def test_only_the_asked_block_of_a_minute_is_rendered() -> None:
    mixer = Mixer()
    mixer.replace([lowering(T, 60)], T)
    assert len(mixer.render(T, 320)) == 320
    assert len(mixer.render(T + 0.02, 5)) == 5


@pytest.mark.parametrize("kind", list(CueKind))
@pytest.mark.parametrize("late", [0.0, 0.0004, 0.0199, 0.0200, 0.123456, 1.7])
def test_every_cue_starts_within_a_millisecond_of_its_instant(kind: CueKind, late: float) -> None:
    found = onset(render_sheet([Cue(kind, T + late, 0.5)], start=T, seconds=2))
    assert found is not None
    assert abs(found - late * RATE) <= MILLISECOND


def test_the_cues_of_a_whole_set_stand_in_its_wav_file_where_the_timetable_puts_them(tmp_path: Path) -> None:
    segments = [Segment(Phase.LEAD_IN, 0, T, T + 4, 4)]
    at = T + 4
    for rep in range(3):
        for phase, length in ((Phase.LOWERING, 3.0), (Phase.PAUSE_LOW, 0.7), (Phase.LIFTING, 1.1)):
            segments.append(Segment(phase, rep, at, at + length, length))
            at += length
    segments.append(Segment(Phase.CLOSING, 2, at, at + 0.8, 0.8))
    cues = (*cue_sheet(segments), *rest_cues(at + 6))
    file = tmp_path / "set.wav"

    write_wav(file, cues, start=T, seconds=at + 8 - T)

    with wave.open(str(file), "rb") as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        samples = array("h", sound.readframes(sound.getnframes()))
    for cue in cues:
        if cue.kind is CueKind.LOWERING:
            continue
        others = [other for other in cues if other is not cue]
        without = render_sheet(others, start=T, seconds=at + 8 - T)
        pairs = zip(samples, without, strict=True)
        found = next((place for place, (one, two) in enumerate(pairs) if one != two), None)
        assert found is not None
        assert abs(found / RATE - (cue.at - T)) <= 0.001
    falls = [cue.at - T for cue in cues if cue.kind is CueKind.LOWERING]
    assert falls == pytest.approx([4.0, 8.8, 13.6])


def test_tones_at_one_instant_are_mixed_and_never_wrap_round() -> None:
    together = render_sheet([Cue(kind, T) for kind in SHORT], start=T, seconds=0.6)
    assert max(together) <= 32_767
    assert steepest(together) < 32_767


def test_a_cue_that_is_past_is_silent_and_one_just_past_sounds_at_once() -> None:
    assert onset(render_sheet([Cue(CueKind.TURN, T - 0.3)], start=T, seconds=1)) is None
    assert onset(render_sheet([Cue(CueKind.TURN, T - 0.05)], start=T, seconds=1)) in {0, 1, 2}


def test_a_falling_tone_that_is_withdrawn_fades_within_ten_milliseconds() -> None:
    mixer = Mixer()
    mixer.replace([lowering(T, 5)], T)
    before = mixer.render(T, RATE)
    mixer.replace([], T + 1)
    after = mixer.render(T + 1, RATE)
    assert onset(after) is not None
    assert onset(after[RATE // 100 :]) is None
    assert steepest(before[-2:] + after) <= max(before) * 2 * 3.1416 * GLIDE_FROM_HZ / RATE + 50


def test_an_early_mark_ends_the_falling_tone_and_tells_the_turn() -> None:
    mixer = Mixer()
    mixer.replace([lowering(T, 3), Cue(CueKind.TURN, T + 3)], T)
    mixer.render(T, 2 * RATE)
    mixer.replace([lowering(T, 1.99), Cue(CueKind.TURN, T + 1.99)], T + 2)
    after = mixer.render(T + 2, 2 * RATE)
    turn = len(tone(CueKind.TURN))
    assert onset(after) is not None
    assert onset(after[turn + 1 :]) is None


def test_a_sheet_told_again_repeats_nothing() -> None:
    cues = cue_sheet([Segment(Phase.LOWERING, 0, T, T + 3, 3)])
    once = render_sheet(cues, start=T, seconds=4)
    mixer = Mixer()
    again = array("h")
    for block in range(4 * 50):
        now = T + block / 50
        mixer.replace(tuple(Cue(cue.kind, cue.at + 1e-9, cue.seconds) for cue in cues), now)
        again.extend(mixer.render(now, RATE // 50))
    assert again == once


def test_a_lowering_taken_up_again_by_undo_is_heard_from_where_it_is() -> None:
    mixer = Mixer()
    mixer.replace([], T)
    mixer.render(T, 320)
    mixer.replace([lowering(T - 2, 4)], T + 0.02)
    after = mixer.render(T + 0.02, 3 * RATE)
    assert onset(after) in {0, 1, 2}
    middle = (GLIDE_FROM_HZ * GLIDE_TO_HZ) ** 0.5
    assert pitch(after[200:1800]) == pytest.approx(middle, rel=0.1)
    assert onset(after[round(1.99 * RATE) :]) is None
