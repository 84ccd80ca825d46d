"""Sound on the sound card's clock, and where else a cue goes."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from array import array
from collections.abc import Generator
from datetime import UTC, datetime

import pytest

from negtrain_tui.clock import SystemClock
from negtrain_tui.cues import DEVICE_GONE, NO_DEVICE, NOT_INSTALLED, Cues, Shown, Sound, StreamClock, between
from negtrain_tui.tones import BLOCK, RATE, tone
from negtrain_tui.training.cue_sheet import Cue, CueKind
from negtrain_tui.training.settings import Settings

T = 7000.0
BLOCK_S = BLOCK / RATE


class FakeClock:
    def __init__(self, at: float = T) -> None:
        self.at = at

    def now(self) -> float:
        return self.at

    def wall(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)


class FakeCard:
    """Asks for blocks as a sound card does: on its own time, though the clock may be read late."""

    def __init__(self, sound: Sound, clock: FakeClock, *, ppm: float = 0.0) -> None:
        self.heard = array("h")
        self._clock = clock
        self._began = clock.at
        self._block_s = BLOCK_S / (1 + ppm / 1e6)
        self._asked = 0
        self._stream: Generator[array[int], int, None] = sound.stream()
        next(self._stream)

    def run(self, seconds: float, *, late: random.Random | None = None) -> None:
        for _ in range(round(seconds / BLOCK_S)):
            on_time = self._began + self._asked * self._block_s
            self._clock.at = on_time + (late.expovariate(250) if late else 0.0)
            self.heard.extend(self._stream.send(BLOCK))
            self._asked += 1
            self._clock.at = on_time

    def sleep(self, seconds: float) -> None:
        """Let the machine sleep: the clock runs on, the card doesn't."""
        self._began += seconds

    def onsets(self, kind: CueKind) -> list[float]:
        """Seconds of stream at which a tone of this kind begins, each preceded by silence."""
        wanted = tone(kind)
        assert wanted[1]
        heard, sought, size = self.heard.tobytes(), wanted[1:].tobytes(), wanted.itemsize
        found, at = [], heard.find(sought)
        while at >= 0:
            if at % size == 0:
                found.append((at // size - 1) / RATE)
                at += len(sought)
            at = heard.find(sought, at + 1)
        return found


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sound(clock: FakeClock) -> Sound:
    return Sound(clock)


def turns(*at: float) -> tuple[Cue, ...]:
    return tuple(Cue(CueKind.TURN, T + instant) for instant in at)


def test_cues_stand_in_the_stream_at_their_instants(sound: Sound, clock: FakeClock) -> None:
    card = FakeCard(sound, clock)
    sound.schedule(turns(0.5, 1.23456, 3.9))
    card.run(5)
    assert card.onsets(CueKind.TURN) == pytest.approx([0.5, 1.23456, 3.9], abs=1 / RATE)


def test_a_busy_computer_moves_no_cue(sound: Sound, clock: FakeClock) -> None:
    card = FakeCard(sound, clock)
    instants = [2 + 0.73 * number for number in range(30)]
    sound.schedule(turns(*instants))
    card.run(25, late=random.Random(1))
    assert card.onsets(CueKind.TURN) == pytest.approx(instants, abs=0.001)


@pytest.mark.parametrize("ppm", [-100, 100])
def test_a_card_that_runs_slow_or_fast_is_followed(sound: Sound, clock: FakeClock, ppm: float) -> None:
    card = FakeCard(sound, clock, ppm=ppm)
    instants = [float(number) for number in range(1, 300, 7)]
    sound.schedule(turns(*instants))
    card.run(310)
    heard = [at / (1 + ppm / 1e6) for at in card.onsets(CueKind.TURN)]
    assert heard == pytest.approx(instants, abs=0.001)


def test_after_sleep_the_stream_is_set_to_the_clock_again(sound: Sound, clock: FakeClock) -> None:
    card = FakeCard(sound, clock)
    sound.schedule(turns(1, 3, 50, 103))
    card.run(2)
    card.sleep(100)
    card.run(3)
    assert card.onsets(CueKind.TURN) == pytest.approx([1, 3], abs=0.001)


def test_a_new_timetable_replaces_what_has_not_begun(sound: Sound, clock: FakeClock) -> None:
    card = FakeCard(sound, clock)
    sound.schedule(turns(0.5, 2.0))
    card.run(1)
    sound.schedule(turns(0.5, 1.5))
    card.run(2)
    assert card.onsets(CueKind.TURN) == pytest.approx([0.5, 1.5], abs=0.001)


def test_pausing_silences_at_once(sound: Sound, clock: FakeClock) -> None:
    card = FakeCard(sound, clock)
    sound.schedule((Cue(CueKind.LOWERING, T, 8.0),))
    card.run(1)
    sound.schedule(())
    card.run(1)
    assert any(card.heard[RATE - 10 : RATE])
    assert not any(card.heard[RATE + RATE // 100 :])


def test_a_mark_that_was_just_pressed_is_heard_in_the_next_block(sound: Sound, clock: FakeClock) -> None:
    card = FakeCard(sound, clock)
    card.run(1)
    sound.schedule((Cue(CueKind.TURN, clock.now()),))
    card.run(0.3)
    (heard,) = card.onsets(CueKind.TURN)
    assert 0.97 <= heard <= 1.04


def test_a_turn_is_heard_though_the_next_timetable_comes_before_the_card_asks(
    sound: Sound, clock: FakeClock
) -> None:
    card = FakeCard(sound, clock)
    sound.schedule(turns(1.0, 1.05))
    card.run(1)
    clock.at = T + 1.003
    sound.schedule((Cue(CueKind.HOLD, T + 2),))
    card.run(2)
    assert card.onsets(CueKind.TURN) == pytest.approx([1.0], abs=0.001)
    assert card.onsets(CueKind.HOLD) == pytest.approx([2.0], abs=0.001)


def test_an_end_that_was_foreseen_and_is_given_once_more_is_heard_once(
    sound: Sound, clock: FakeClock
) -> None:
    card = FakeCard(sound, clock)
    sound.schedule((Cue(CueKind.SET_END, T + 0.99),))
    card.run(1)
    sound.play_now(CueKind.SET_END)
    card.run(1)
    sound.play_now(CueKind.SET_END)
    card.run(1)
    assert card.onsets(CueKind.SET_END) == pytest.approx([0.99, 2.0], abs=0.001)


def test_control_lost_is_heard_though_no_timetable_foresaw_it(sound: Sound, clock: FakeClock) -> None:
    card = FakeCard(sound, clock)
    card.run(1)
    sound.play_now(CueKind.CONTROL_LOST)
    card.run(1)
    assert card.onsets(CueKind.CONTROL_LOST) == pytest.approx([1.0], abs=0.001)


def test_a_card_that_no_longer_asks_is_reported_until_it_comes_back(sound: Sound, clock: FakeClock) -> None:
    card = FakeCard(sound, clock)
    card.run(1)
    assert sound.trouble is None
    clock.at += 5
    assert sound.trouble == DEVICE_GONE
    card.sleep(5)
    card.run(0.1)
    assert sound.trouble is None


def test_one_late_report_does_not_move_the_stream() -> None:
    stream_clock = StreamClock()
    assert stream_clock.instant(0, T) == T
    assert stream_clock.instant(BLOCK, T + BLOCK_S + 0.2) == pytest.approx(T + BLOCK_S)
    assert stream_clock.instant(2 * BLOCK, T + 2 * BLOCK_S) == pytest.approx(T + 2 * BLOCK_S)


def test_a_card_that_fills_its_two_buffers_at_first_is_understood() -> None:
    stream_clock = StreamClock()
    stream_clock.instant(0, T)
    stream_clock.instant(BLOCK, T)
    assert stream_clock.instant(2 * BLOCK, T + BLOCK_S) == pytest.approx(T + BLOCK_S)


def test_without_the_package_there_is_a_sentence_and_no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    sound = Sound.open(SystemClock())
    assert sound.trouble == NOT_INSTALLED
    sound.schedule(turns(1))
    sound.play_now(CueKind.TURN)
    sound.close()


def test_importing_the_room_does_not_load_the_sound_library() -> None:
    loaded = "import sys, negtrain_tui.cues; print('miniaudio' in sys.modules, 'textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_computer_without_a_card_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    miniaudio = pytest.importorskip("miniaudio")

    def refuse(**_: object) -> None:
        raise miniaudio.MiniaudioError("failed to init device", -1)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", refuse)
    assert Sound.open(SystemClock()).trouble == NO_DEVICE


class RecordedSound(Sound):
    """A sound that keeps what its card asked for and was given."""

    def stream(self) -> Generator[array[int], int, None]:
        self.heard = array("h")
        self.began = float("inf")
        stream = super().stream()
        count = yield next(stream)
        while True:
            self.began = min(self.began, SystemClock().now() - len(self.heard) / RATE)
            samples = stream.send(count)
            self.heard.extend(samples)
            count = yield samples


def test_a_real_device_is_fed_on_time_and_given_back() -> None:
    pytest.importorskip("miniaudio")
    clock = SystemClock()
    sound = RecordedSound.open(clock, backend="null")
    assert isinstance(sound, RecordedSound)
    try:
        assert sound.trouble is None
        cue = Cue(CueKind.TURN, clock.now() + 0.15)
        sound.schedule((cue,))
        while clock.now() < cue.at + 5 and not any(sound.heard):
            time.sleep(0.005)
    finally:
        sound.close()
    onset = next(index for index, value in enumerate(sound.heard) if value)
    assert sound.began + onset / RATE == pytest.approx(cue.at, abs=0.005)
    assert sound.trouble is None


def cues_with(
    card: Sound | None = None, *, sound: bool = True, bell: bool = False, flash: bool = True
) -> Cues:
    return Cues(card, Settings(sound=sound, bell=bell, flash=flash))


def test_between_takes_what_is_after_the_last_look_and_not_later_than_now() -> None:
    sheet = turns(1, 2, 2, 3)
    assert between(sheet, T + 1, T + 2) == turns(2, 2)
    assert between(sheet, T, T + 1) == turns(1)
    assert between(sheet, T + 3, T + 9) == ()


def test_the_screen_flashes_for_the_weightiest_cue_and_rings_when_asked_to() -> None:
    cues = cues_with(bell=True, flash=True)
    cues.schedule((Cue(CueKind.TURN, T), Cue(CueKind.HOLD, T), Cue(CueKind.LIFT, T + 1)))
    assert cues.show(T - 0.1, T) == Shown(bell=True, flash=CueKind.TURN)
    assert cues.show(T, T + 0.5) == Shown()
    assert cues_with(bell=False, flash=False).play_now(CueKind.SET_END) == Shown()


def test_a_turn_is_shown_though_its_timetable_has_just_been_replaced() -> None:
    cues = cues_with()
    cues.schedule(turns(3))
    assert cues.show(T, T + 2.9) == Shown()
    cues.schedule((Cue(CueKind.HOLD, T + 3), Cue(CueKind.LIFT, T + 4)))
    assert cues.show(T + 2.9, T + 3.001) == Shown(flash=CueKind.TURN)
    assert cues.show(T + 3.001, T + 3.9) == Shown()


def test_a_turn_that_an_early_mark_forestalled_is_not_shown() -> None:
    cues = cues_with()
    cues.schedule(turns(3))
    cues.schedule((Cue(CueKind.HOLD, T + 2.4),))
    assert cues.show(T + 2.3, T + 2.4) == Shown(flash=CueKind.HOLD)
    assert cues.show(T + 2.4, T + 3.1) == Shown()


def test_what_was_slept_through_is_not_shown_afterwards() -> None:
    cues = cues_with()
    cues.schedule(turns(3))
    assert cues.show(T + 2, T + 60) == Shown()


def test_every_kind_of_cue_can_flash() -> None:
    for kind in CueKind:
        assert cues_with(flash=True).play_now(kind).flash is kind


def test_switching_sound_off_silences_and_hides_its_trouble(sound: Sound, clock: FakeClock) -> None:
    card = FakeCard(sound, clock)
    cues = cues_with(sound, sound=True)
    cues.schedule(turns(0.5, 1.5, 2.5))
    card.run(1)
    cues.follow(Settings(sound=False))
    cues.play_now(CueKind.SET_END)
    card.run(1)
    cues.follow(Settings(sound=True))
    card.run(1)
    assert card.onsets(CueKind.TURN) == pytest.approx([0.5, 2.5], abs=0.001)
    assert card.onsets(CueKind.SET_END) == []
    silent = Sound(clock, NO_DEVICE)
    assert cues_with(silent, sound=True).trouble == NO_DEVICE
    assert cues_with(silent, sound=False).trouble is None
    assert cues_with(None, sound=True).trouble is None


def test_a_card_that_is_found_later_joins_in(sound: Sound, clock: FakeClock) -> None:
    card = FakeCard(sound, clock)
    cues = cues_with(None, sound=True)
    cues.schedule(turns(0.5, 1.5))
    card.run(1)
    cues.hear(sound)
    card.run(1)
    assert card.onsets(CueKind.TURN) == pytest.approx([1.5], abs=0.001)
