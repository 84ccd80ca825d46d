"""The sounds of a set: short tones and the falling tone of a lowering, made block by block when needed."""

from __future__ import annotations

import math
import wave
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from negtrain_tui.training.cue_sheet import Cue, CueKind

RATE = 16_000
"""Samples a second, one channel of signed 16-bit numbers."""

BLOCK = RATE // 50
"""Samples rendered at a time where nobody asks for another number: 20 ms."""

GLIDE_FROM_HZ = 660.0
GLIDE_TO_HZ = 220.0
GRACE_S = 0.1
"""A cue up to this late still sounds, at once; an older one is past. Two of a kind this close are one."""

_PEAK = 32_767
_GLIDE_LEVEL = 0.16
_RAMP = RATE // 125
_TONE_ATTACK = RATE // 400
# The pitch of the falling tone is constant within so many samples (2 ms), far below what is heard as a step.
_STEP = 32
_TABLE_BITS = 10
_PHASE_BITS = 32
_SHIFT = _PHASE_BITS - _TABLE_BITS
_MASK = (1 << _TABLE_BITS) - 1
_GLIDE_TABLE = [
    round(_PEAK * _GLIDE_LEVEL * math.sin(2 * math.pi * index / (1 << _TABLE_BITS)))
    for index in range(1 << _TABLE_BITS)
]
# Two reports of one instant may differ by rounding, never by as much as this.
_SAME_S = 0.001
# The falling tone is heard to the end of its lowering, so less than this left isn't worth joining.
_WORTH_JOINING_S = 0.05


@dataclass(frozen=True, slots=True)
class _Note:
    """A steady pitch in Hz (0 is silence) for so many seconds; `reed` adds odd overtones."""

    hertz: float
    seconds: float
    level: float = 0.3
    reed: bool = False


_NOTES: dict[CueKind, tuple[_Note, ...]] = {
    CueKind.LEAD_IN_TICK: (_Note(880, 0.06),),
    CueKind.SECOND: (_Note(1320, 0.025, 0.2),),
    CueKind.TURN: (_Note(1047, 0.11, 0.32, reed=True),),
    CueKind.LIFT: (_Note(523, 0.07), _Note(784, 0.11)),
    CueKind.RETURN: (_Note(784, 0.07, 0.24), _Note(523, 0.11, 0.24)),
    CueKind.HOLD: (_Note(440, 0.17, 0.26),),
    CueKind.CHANGE: (_Note(659, 0.08), _Note(523, 0.08), _Note(659, 0.12)),
    CueKind.REST_TICK: (_Note(587, 0.09),),
    CueKind.SET_END: (_Note(523, 0.09), _Note(659, 0.09), _Note(784, 0.09), _Note(1047, 0.2)),
    CueKind.CONTROL_LOST: (
        _Note(165, 0.16, 0.34, reed=True),
        _Note(0, 0.05),
        _Note(165, 0.22, 0.34, reed=True),
    ),
}


@cache
def tone(kind: CueKind) -> array[int]:
    """Render the short tone of a cue; raises KeyError for LOWERING, whose falling tone isn't one of them."""
    samples = array("h")
    for note in _NOTES[kind]:
        samples.extend(_note_samples(note))
    return samples


def _note_samples(note: _Note) -> array[int]:
    count = round(note.seconds * RATE)
    step = 2 * math.pi * note.hertz / RATE
    samples = array("h", bytes(2 * count))
    for index in range(count):
        wave_form = math.sin(step * index)
        if note.reed:
            wave_form = 0.7 * wave_form + 0.2 * math.sin(3 * step * index) + 0.1 * math.sin(5 * step * index)
        shape = min(1.0, (index + 1) / _TONE_ATTACK, (count - index) / _RAMP)
        samples[index] = round(_PEAK * note.level * shape * wave_form)
    return samples


class _Glide:
    """The falling tone of one lowering while it sounds."""

    def __init__(self, cue: Cue, skipped: int) -> None:
        """Begin `skipped` samples into the tone's fall."""
        self.cue = cue
        self._planned = max(1, round(cue.seconds * RATE))
        self._began = skipped
        self._position = skipped
        self._end = self._planned
        self._phase = 0

    @property
    def over(self) -> bool:
        return self._position >= self._end

    def end_at(self, position: int) -> None:
        """Let the tone be over `position` samples from its start, or once it has faded without a click."""
        self._end = min(self._end, max(position, self._position + _RAMP))

    def render(self, count: int) -> array[int]:
        """Render the next `count` samples, or fewer where the tone ends."""
        samples = array("h")
        stop = min(self._position + count, self._end)
        while self._position < stop:
            step, within = divmod(self._position, _STEP)
            piece = min(_STEP - within, stop - self._position)
            share = step * _STEP / self._planned
            hertz = GLIDE_FROM_HZ * (GLIDE_TO_HZ / GLIDE_FROM_HZ) ** share
            advance = round(hertz / RATE * (1 << _PHASE_BITS))
            ahead = self._phase + advance * piece
            values = [_GLIDE_TABLE[phase >> _SHIFT & _MASK] for phase in range(self._phase, ahead, advance)]
            if self._position < self._began + _RAMP or self._position + piece > self._end - _RAMP:
                values = [
                    round(value * self._gain(self._position + index)) for index, value in enumerate(values)
                ]
            samples.extend(values)
            self._phase = ahead & ((1 << _PHASE_BITS) - 1)
            self._position += piece
        return samples

    def _gain(self, position: int) -> float:
        return min(1.0, (position - self._began + 1) / _RAMP, (self._end - position) / _RAMP)


class Mixer:
    """Cues into samples: it is asked for one block after the other, and told when the cues change.

    Nothing is rendered before its block is due, so a lowering of a minute costs no more at its start
    than one of a second, and no more memory.
    """

    def __init__(self) -> None:
        self._sheet: tuple[Cue, ...] = ()
        self._next = 0
        self._begun: list[Cue] = []
        self._tones: list[tuple[array[int], int]] = []
        self._glides: list[_Glide] = []

    def replace(self, sheet: Sequence[Cue], now: float) -> None:
        """Put `sheet`, ordered by time, in place of every cue that hasn't begun.

        `now` is the instant of the next sample. Short tones that sound run out. A falling tone that is no
        longer in the sheet fades within 8 ms; one whose lowering has become shorter ends with it; one
        whose lowering is under way without it joins in.
        """
        self._sheet = tuple(sheet)
        self._next = bisect_left(self._sheet, now - GRACE_S, key=lambda cue: cue.at)
        lowerings = [cue for cue in self._sheet if cue.kind is CueKind.LOWERING]
        for glide in self._glides:
            same = next((cue for cue in lowerings if abs(cue.at - glide.cue.at) < _SAME_S), None)
            if same is None:
                glide.end_at(0)
            elif same.seconds < glide.cue.seconds - _SAME_S:
                glide.end_at(round(same.seconds * RATE))
        sounding = [glide.cue.at for glide in self._glides]
        for cue in lowerings:
            under_way = cue.at <= now < cue.at + cue.seconds - _WORTH_JOINING_S
            if under_way and not any(abs(cue.at - at) < _SAME_S for at in sounding):
                self._glides.append(_Glide(cue, round((now - cue.at) * RATE)))
                self._begun.append(cue)

    def play(self, kind: CueKind, now: float) -> None:
        """Sound a short tone from the next sample on, the instant `now`, unless it has only just begun.

        Raises KeyError for the lowering's falling tone.
        """
        cue = Cue(kind, now)
        if not self._has_begun(cue):
            self._tones.append((tone(kind), 0))
            self._begun.append(cue)

    def render(self, begins: float, count: int) -> array[int]:
        """Render `count` samples, the first of which is the instant `begins` in seconds on the clock."""
        samples = array("h", bytes(2 * count))
        ends = begins + count / RATE
        for number, glide in enumerate(self._glides):
            values = glide.render(count)
            if number == 0:
                samples[: len(values)] = values
            else:
                _mix(samples, values, 0)
        tones, self._tones = self._tones, []
        for values, done in tones:
            self._add(samples, values, done, 0)
        while self._next < len(self._sheet) and self._sheet[self._next].at < ends:
            cue = self._sheet[self._next]
            self._next += 1
            if cue.at >= begins - GRACE_S and not self._has_begun(cue):
                self._begin(cue, samples, max(0, round((cue.at - begins) * RATE)), begins)
        self._glides = [glide for glide in self._glides if not glide.over]
        self._begun = [cue for cue in self._begun if cue.at > begins - 1]
        return samples

    def _begin(self, cue: Cue, samples: array[int], offset: int, begins: float) -> None:
        self._begun.append(cue)
        if cue.kind is CueKind.LOWERING:
            late = max(0, round((begins - cue.at) * RATE))
            if late < round(cue.seconds * RATE):
                glide = _Glide(cue, late)
                self._glides.append(glide)
                _mix(samples, glide.render(len(samples) - offset), offset)
        else:
            self._add(samples, tone(cue.kind), 0, offset)

    def _add(self, samples: array[int], values: array[int], done: int, offset: int) -> None:
        """Mix a short tone in from its sample `done` on, and remember what is left of it."""
        room = len(samples) - offset
        _mix(samples, values[done : done + room], offset)
        if done + room < len(values):
            self._tones.append((values, done + room))

    def _has_begun(self, cue: Cue) -> bool:
        return any(begun.kind is cue.kind and abs(begun.at - cue.at) < GRACE_S for begun in self._begun)


def _mix(samples: array[int], values: array[int], offset: int) -> None:
    for index, value in enumerate(values, offset):
        samples[index] = max(-_PEAK, min(_PEAK, samples[index] + value))


def render_sheet(cues: Iterable[Cue], *, start: float, seconds: float, block: int = BLOCK) -> array[int]:
    """Render a sheet as the sound card would be fed with it; its first sample is the instant `start`."""
    mixer = Mixer()
    mixer.replace(tuple(cues), start)
    samples = array("h")
    total = round(seconds * RATE)
    while len(samples) < total:
        count = min(block, total - len(samples))
        samples.extend(mixer.render(start + len(samples) / RATE, count))
    return samples


def write_wav(path: Path, cues: Iterable[Cue], *, start: float, seconds: float) -> None:
    """Write a sheet to a WAV file; its first sample is the instant `start`. Raises OSError as open() does."""
    samples = render_sheet(cues, start=start, seconds=seconds)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(samples.itemsize)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
