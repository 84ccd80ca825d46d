"""What is heard and seen at a turn: sound placed on the sound card's clock, terminal bell, screen flash."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from negtrain_tui.tones import GRACE_S, RATE, Mixer
from negtrain_tui.training.cue_sheet import Cue, CueKind
from negtrain_tui.training.settings import Settings

BUFFER_MS = 20
"""Length of one of the sound card's two buffers."""

NOT_INSTALLED = "the sound extra isn't installed"
NO_DEVICE = "no audio device"
DEVICE_GONE = "the audio device has gone"

_SILENT_FOR_S = 2.0
_WINDOW_S = 1.0
_WINDOWS = 4
_JUMP_S = 0.25
_STALE_S = 0.5


class StreamClock:
    """Tells at which instant of the clock a frame of the sound stream stands.

    The card asks for a block as soon as it has room, or later when the computer is busy, never earlier.
    So the least difference between clock and stream is the true one, and a late call moves no cue. It is
    the least of the last four seconds, because the card's crystal and the computer's drift apart by up to
    some hundred microseconds in that time. A difference that jumps by a quarter second (the machine slept,
    the process was stopped) begins anew.
    """

    def __init__(self, rate: int = RATE) -> None:
        self._rate = rate
        self._windows: deque[tuple[float, float]] = deque(maxlen=_WINDOWS)

    def instant(self, frame: int, now: float) -> float:
        """Return the instant of `frame`, the first of the block that is asked for at `now`."""
        played = frame / self._rate
        difference = now - played
        windows = self._windows
        if windows and difference - min(least for _, least in windows) > _JUMP_S:
            windows.clear()
        if not windows or now - windows[-1][0] >= _WINDOW_S:
            windows.append((now, difference))
        elif difference < windows[-1][1]:
            windows[-1] = (windows[-1][0], difference)
        return played + min(least for _, least in windows)


class SetClock(Protocol):
    """The one thing that sound wants of a clock: the instants that sheets are written in."""

    def now(self) -> float:
        """Seconds on a clock that never jumps."""


class _Device(Protocol):
    def close(self) -> None: ...


class Sound:
    """The sound of a set. Every method may be called from the event loop except `open` and `close`.

    Neither a timetable told again nor a cue given twice is heard twice.
    """

    def __init__(self, clock: SetClock, trouble: str | None = None) -> None:
        self._clock = clock
        self._trouble = trouble
        self._sheet: tuple[Cue, ...] = ()
        self._asked: deque[CueKind] = deque(maxlen=8)
        self._device: _Device | None = None
        self._closing = False
        self._called: float | None = None

    @classmethod
    def open(cls, clock: SetClock, *, backend: str | None = None) -> Sound:
        """Open the sound card, which may take a second: call it from a worker thread.

        Without a card, or without the package, the result is silent and its `trouble` says why. `backend`
        is a name of miniaudio's, such as "null", which plays in real time to nobody.
        """
        try:
            import miniaudio
        except ImportError:
            return cls(clock, NOT_INSTALLED)
        sound = cls(clock)
        try:
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=BUFFER_MS,
                callback_periods=2,
                backends=[miniaudio.Backend[backend.upper()]] if backend else None,
                app_name="Negtrain",
            )
        except miniaudio.MiniaudioError:
            return cls(clock, NO_DEVICE)
        # Left to itself, miniaudio takes its null device where there is no card.
        if backend is None and device.backend == "Null":
            device.close()
            return cls(clock, NO_DEVICE)
        device.stop_callback = sound._lost
        stream = sound.stream()
        next(stream)
        try:
            device.start(stream)
        except miniaudio.MiniaudioError:
            device.close()
            return cls(clock, NO_DEVICE)
        sound._device = device
        return sound

    @property
    def trouble(self) -> str | None:
        """Why nothing is heard, or None; a card that comes back after sleep takes its trouble with it."""
        if self._trouble is not None:
            return self._trouble
        if self._called is not None and self._clock.now() - self._called > _SILENT_FOR_S:
            return DEVICE_GONE
        return None

    def schedule(self, cues: Sequence[Cue]) -> None:
        """Put `cues`, ordered by time, in place of all that are to come; an empty sheet is silence.

        What is due sounds, though the new timetable begins after it and the card hasn't asked for it yet.
        """
        now = self._clock.now()
        due = (cue for cue in between(self._sheet, now - GRACE_S, now) if cue.kind is not CueKind.LOWERING)
        self._sheet = tuple(sorted(dict.fromkeys((*due, *cues)), key=_instant))

    def play_now(self, kind: CueKind) -> None:
        """Sound a cue when the card next asks for more; a lowering's falling tone belongs in a sheet."""
        if kind is not CueKind.LOWERING:
            self._asked.append(kind)

    def close(self) -> None:
        """Give the sound card back. It waits for the card's thread, so call it off the event loop."""
        self._closing = True
        self._called = None
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def stream(self) -> Generator[array[int], int, None]:
        """Answer each number of frames asked for with so many samples; this runs in the card's thread."""
        mixer = Mixer()
        stream_clock = StreamClock()
        sheet: tuple[Cue, ...] = ()
        frame = 0
        count = yield array("h")
        while True:
            now = self._clock.now()
            self._called = None if self._closing else now
            begins = stream_clock.instant(frame, now)
            if self._sheet is not sheet:
                sheet = self._sheet
                mixer.replace(sheet, begins)
            while self._asked:
                mixer.play(self._asked.popleft(), begins)
            samples = mixer.render(begins, count)
            frame += count
            count = yield samples

    def _lost(self) -> None:
        if not self._closing:
            self._trouble = DEVICE_GONE


@dataclass(frozen=True, slots=True)
class Shown:
    """What a screen does about cues whose instant has come; `flash` is the weightiest of them, or None."""

    bell: bool = False
    flash: CueKind | None = None


_WEIGHT = {
    kind: weight
    for weight, kind in enumerate(
        (
            CueKind.SECOND,
            CueKind.REST_TICK,
            CueKind.LEAD_IN_TICK,
            CueKind.HOLD,
            CueKind.RETURN,
            CueKind.LIFT,
            CueKind.CHANGE,
            CueKind.TURN,
            CueKind.LOWERING,
            CueKind.SET_END,
            CueKind.CONTROL_LOST,
        )
    )
}


class Cues:
    """Where a set's cues go: to the sound card, and through the screen to terminal bell and flash.

    The sound card is opened while the first screen is already up: `hear` hands it in when it is there.
    """

    def __init__(self, sound: Sound | None, settings: Settings) -> None:
        self._sound = sound
        self._settings = settings
        self._sheet: tuple[Cue, ...] = ()
        self._replaced: tuple[Cue, ...] = ()

    @property
    def trouble(self) -> str | None:
        """Why a sound that is wanted isn't heard, or None."""
        return self._sound.trouble if self._sound is not None and self._settings.sound else None

    def hear(self, sound: Sound) -> None:
        """Send the sound to this card from now on, beginning with what is scheduled."""
        self._sound = sound
        self._sound_out()

    def follow(self, settings: Settings) -> None:
        """Obey changed settings, for the cues already scheduled too."""
        self._settings = settings
        self._sound_out()

    def schedule(self, sheet: Sequence[Cue]) -> None:
        """Put a sheet, ordered by time, in place of all cues that are to come."""
        self._replaced += self._sheet
        self._sheet = tuple(sheet)
        self._sound_out()

    def play_now(self, kind: CueKind) -> Shown:
        """Give a cue that no timetable foresaw, and return what the screen has to do about it."""
        if self._sound is not None and self._settings.sound:
            self._sound.play_now(kind)
        return self._shown((kind,))

    def show(self, before: float, after: float) -> Shown:
        """Return what the screen has to do about the cues in (before, after], seconds on the clock.

        They are those of the present sheet and of the sheets it has replaced since the last call: a turn
        ends the very timetable that foresaw it. Cues more than half a second old are past.
        """
        sheet = sorted((*self._replaced, *self._sheet), key=_instant)
        self._replaced = ()
        seen = between(sheet, max(before, after - _STALE_S), after)
        return self._shown(tuple(cue.kind for cue in seen))

    def _sound_out(self) -> None:
        if self._sound is not None:
            self._sound.schedule(self._sheet if self._settings.sound else ())

    def _shown(self, kinds: Sequence[CueKind]) -> Shown:
        if not kinds:
            return Shown()
        flash = max(kinds, key=_WEIGHT.__getitem__) if self._settings.flash else None
        return Shown(bell=self._settings.bell, flash=flash)


def between(sheet: Sequence[Cue], before: float, after: float) -> tuple[Cue, ...]:
    """Return the cues of a sheet ordered by time whose instant lies in (before, after]."""
    return tuple(sheet[bisect_right(sheet, before, key=_instant) : bisect_right(sheet, after, key=_instant)])


def _instant(cue: Cue) -> float:
    return cue.at
