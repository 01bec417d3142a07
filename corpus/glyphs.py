"""From single glyphs in drawing order to words: gaps, overprinting, drawn accents, spaced capitals."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.content import Color, Word
from corpus.report import Box
from corpus.typography import clean

_WORD_GAP = 0.2  # A gap wider than this part of the type size separates words.
_SPACED_GAP = 1.1  # Letters of one spaced-out word stand at most this far apart.
_FIGURES, _POWERS = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "^": "\u0302", "ˆ": "\u0302", "¸": "\u0327"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character: `start` and `end` are the ends of its advance on the baseline."""

    text: str
    box: Box
    start: tuple[float, float]
    end: tuple[float, float]
    size: float
    angle: float  # Clockwise, in degrees.
    font: str
    bold: bool
    italic: bool
    color: Color | None


@dataclass(slots=True)
class _Run:
    """Glyphs that make one word; `open_left`/`open_right` say that no space was drawn on that side."""

    glyphs: list[Glyph]
    open_left: bool = True
    open_right: bool = True

    def word(self) -> Word | None:
        text = clean("".join(g.text for g in _composed(self.glyphs)))
        if not text:
            return None
        boxes = [g.box for g in self.glyphs]
        main = max(self.glyphs, key=lambda g: g.size)
        half = len(self.glyphs) / 2
        return Word(
            text=text,
            box=_round((min(b[0] for b in boxes), min(b[1] for b in boxes),
                        max(b[2] for b in boxes), max(b[3] for b in boxes))),
            size=round(main.size, 2),
            font=main.font,
            bold=sum(g.bold for g in self.glyphs) > half,
            italic=sum(g.italic for g in self.glyphs) > half,
            color=main.color,
            direction=round(main.angle / 90) * 90 % 360,
        )  # fmt: skip


def words_of(glyphs: Sequence[Glyph]) -> tuple[Word, ...]:
    """The words that `glyphs`, in drawing order, make up."""
    runs = [part for run in _runs(_printed_once(glyphs)) for part in _tight_parted(run)]
    words = [w for run in _touching_joined(runs) if (w := run.word()) is not None]
    return tuple(_spaced_joined(words))


def _printed_once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs without those drawn again over themselves, which is how some programs print bold."""
    kept: list[Glyph | None] = []
    seen: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.text.isspace():
            kept.append(glyph)
            continue
        x, y = glyph.box[0], glyph.box[1]
        near = 0.12 * glyph.size
        cell = max(glyph.size, 1.0)
        column, row = int(x // cell), int(y // cell)
        twin = None
        for key in ((glyph.text, column + i, row + j) for i in (0, -1, 1) for j in (0, -1, 1)):
            for index in seen.get(key, ()):
                other = kept[index]
                if other and abs(other.box[0] - x) < near and abs(other.box[1] - y) < near:
                    twin = index
        if twin is None:
            seen[glyph.text, column, row].append(len(kept))
            kept.append(glyph)
        elif (first := kept[twin]) is not None:
            kept[twin] = replace(first, bold=True)
    return [g for g in kept if g is not None]


def _runs(glyphs: Iterable[Glyph]) -> list[_Run]:
    runs: list[_Run] = []
    spaced = True
    for glyph in glyphs:
        if glyph.text.isspace() or not glyph.text:
            if runs and not spaced:
                runs[-1].open_right = False
            spaced = True
            continue
        if not spaced and _continues(runs[-1].glyphs[-1], glyph):
            raised = _raised(runs[-1], glyph)
            if raised and not _takes_power(runs[-1]):  # « immobilisations² »: a note, no part of the word
                runs.append(_Run([raised], open_left=False))
            else:
                runs[-1].glyphs.append(raised or glyph)
        else:
            runs.append(_Run([glyph], open_left=not (spaced and bool(runs) and _beside(runs[-1], glyph))))
        spaced = False
    return runs


def _raised(run: _Run, glyph: Glyph) -> Glyph | None:
    """A small figure set higher than the letters before it, as the character that says so."""
    last = run.glyphs[-1]
    if glyph.text not in _FIGURES:
        return None
    if last.text in _POWERS:  # The second figure of « ¹³ ».
        same = abs(last.size - glyph.size) < 0.5 and abs(_offsets(last, glyph)[1]) < 0.1 * glyph.size
        return replace(glyph, text=_POWERS[_FIGURES.index(glyph.text)]) if same else None
    higher = _offsets(last, glyph)[1] < -0.15 * last.size
    if not higher or glyph.size > 0.8 * last.size or not (last.text.isalpha() or last.text in ")»"):
        return None
    return replace(glyph, text=_POWERS[_FIGURES.index(glyph.text)])


def _takes_power(run: _Run) -> bool:
    """A unit (« m² »), or a note already begun."""
    text = "".join(g.text for g in run.glyphs)
    return len(text) < 3 or text[-1] in _POWERS


def _tight_parted(run: _Run) -> list[_Run]:
    """Cut a long run set so tight that its spaces are thin: its letters touch but for a few gaps."""
    glyphs = run.glyphs
    if len(glyphs) < 12:
        return [run]
    gaps = [_offsets(a, b)[0] / max(a.size, 1.0) for a, b in pairwise(glyphs)]
    if sorted(gaps)[3 * len(gaps) // 4] > 0.03:
        return [run]
    cuts = [k + 1 for k, gap in enumerate(gaps) if gap > 0.09]
    if not cuts or len(cuts) > len(gaps) / 3:
        return [run]
    edges = [0, *cuts, len(glyphs)]
    parts = [_Run(glyphs[a:b], False, False) for a, b in pairwise(edges)]
    parts[0].open_left, parts[-1].open_right = run.open_left, run.open_right
    return parts


def _beside(run: _Run, glyph: Glyph) -> bool:
    """Whether the space before `glyph` was drawn between it and `run`, and not on another line."""
    return abs(run.glyphs[-1].end[1] - glyph.start[1]) < glyph.size


def _offsets(before: Glyph, after: Glyph) -> tuple[float, float]:
    """How far `after` starts along the baseline of `before`, and off it."""
    turn = math.radians(before.angle)
    dx, dy = after.start[0] - before.end[0], after.start[1] - before.end[1]
    return dx * math.cos(turn) + dy * math.sin(turn), dy * math.cos(turn) - dx * math.sin(turn)


def _continues(before: Glyph, after: Glyph) -> bool:
    if abs(before.angle - after.angle) > 2:
        return False
    size = max(before.size, after.size)
    along, across = _offsets(before, after)
    if abs(across) > 0.55 * size or not -0.6 * size < along <= _WORD_GAP * min(before.size, after.size):
        return False
    # A raised figure after a figure calls a note; it is no digit of the number.
    raised = abs(across) > 0.12 * size or after.size < 0.8 * before.size
    return not (raised and before.text[-1:].isdecimal() and after.text[:1].isdecimal())


def _touching_joined(runs: Sequence[_Run]) -> list[_Run]:
    """Join the parts of a word that were drawn at different moments."""
    last: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, run in enumerate(runs):
        if run.open_right and run.glyphs[-1].angle == 0:
            glyph = run.glyphs[-1]
            last[int(glyph.end[0] // 4), int(glyph.end[1] // 4)].append(index)
    result: list[_Run | None] = list(runs)
    moved: dict[int, int] = {}
    for index, run in enumerate(runs):
        first = run.glyphs[0]
        if not run.open_left or first.angle != 0:
            continue
        x, y = int(first.start[0] // 4), int(first.start[1] // 4)
        for other in (o for i in (0, -1, 1) for j in (0, -1, 1) for o in last.get((x + i, y + j), ())):
            if other in (index, index - 1) or not _abuts(runs[other].glyphs[-1], first):
                continue
            target = other
            while target in moved:
                target = moved[target]
            holder = result[target]
            if holder is not None and target != index:
                holder.glyphs.extend(run.glyphs)
                result[index] = None
                moved[index] = target
                break
    return [r for r in result if r is not None]


def _abuts(before: Glyph, after: Glyph) -> bool:
    along, across = _offsets(before, after)
    same = abs(before.size - after.size) < 0.5
    return same and abs(along) < 0.06 * before.size and abs(across) < 0.05 * before.size


def _composed(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Letters with the accents that were drawn over them as glyphs of their own."""
    result: list[Glyph] = []
    waiting: Glyph | None = None
    for glyph in glyphs:
        if waiting is not None:
            mark = _ACCENTS[waiting.text]
            joined = unicodedata.normalize("NFC", glyph.text.replace("ı", "i") + mark)
            if _overlap(waiting, glyph) and len(joined) == 1:
                glyph = replace(glyph, text=joined)
            else:
                result.append(waiting)
            waiting = None
        elif glyph.text in _ACCENTS:
            if result and _overlap(glyph, result[-1]) and result[-1].text.isalpha():
                result[-1] = replace(
                    result[-1], text=unicodedata.normalize("NFC", result[-1].text + _ACCENTS[glyph.text])
                )
            else:
                waiting = glyph
            continue
        result.append(glyph)
    return [*result, waiting] if waiting is not None else result


def _overlap(mark: Glyph, letter: Glyph) -> bool:
    shared = min(mark.box[2], letter.box[2]) - max(mark.box[0], letter.box[0])
    return shared > 0.5 * (mark.box[2] - mark.box[0])


def _spaced_joined(words: Sequence[Word]) -> list[Word]:
    """Join letter-spaced words (« F O N C T I O N ») that came as single letters."""
    result: list[Word] = []
    row: list[Word] = []
    for word in (*words, None):
        if word is not None and _is_spaced_letter(word) and (not row or _next_letter(row[-1], word)):
            row.append(word)
            continue
        result.extend(_letters_joined(row))
        row = []
        if word is not None and _is_spaced_letter(word):
            row = [word]
        elif word is not None:
            result.append(word)
    return result


def _is_spaced_letter(word: Word) -> bool:
    return word.direction == 0 and len(word.text) <= 2 and (word.text[0].isalpha() or word.text in "’'-.")


def _next_letter(before: Word, after: Word) -> bool:
    gap = after.box[0] - before.box[2]
    level = abs(after.box[3] - before.box[3]) < 0.15 * after.size
    return level and -0.1 * after.size < gap < 2.5 * after.size


def _letters_joined(row: list[Word]) -> list[Word]:
    letters = [w for w in row if len(w.text) == 1 and w.text.isalpha()]
    capitals = sum(w.text.isupper() for w in letters)
    needed = 4 if capitals == len(letters) else 6
    if len(letters) < needed or len(letters) < 0.8 * len(row):
        return row
    gaps = [b.box[0] - a.box[2] for a, b in pairwise(row)]
    usual = sorted(gaps)[len(gaps) // 4]
    limit = max(1.7 * usual, usual + 0.25 * row[0].size)
    if usual > _SPACED_GAP * row[0].size:
        return row
    groups = [[row[0]]]
    for word, gap in zip(row[1:], gaps, strict=True):
        if gap > limit:
            groups.append([word])
        else:
            groups[-1].append(word)
    return [_merged(group) for group in groups]


def _merged(group: Sequence[Word]) -> Word:
    boxes = [w.box for w in group]
    box = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    return replace(group[0], text="".join(w.text for w in group), box=box)


def _round(box: Box) -> Box:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
