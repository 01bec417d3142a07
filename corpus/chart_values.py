"""Values of bars and points: which label belongs to which mark, and what the axis says of the rest.

A data label is believed only when the geometry confirms it: over a chart, printed values must grow with
the lengths drawn. A number that does not fit is left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

from corpus.chart_axes import Scale
from corpus.chart_labels import Label


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for one mark: a printed label, or a measure with its uncertainty."""

    value: Decimal
    label: Label | None
    uncertainty: Decimal | None = None


def number_of(label: Label) -> float:
    assert label.number is not None
    return float(label.number.value)


def rounding(label: Label) -> float:
    """Half a unit of the last digit printed."""
    assert label.number is not None
    exponent = label.number.value.as_tuple().exponent
    digits = label.number.digits
    places = (
        len(digits.rsplit(",", 1)[1]) if "," in digits else -int(exponent) if isinstance(exponent, int) else 0
    )
    return 0.5 * 10.0 ** (-places) * float(label.number.scale)


def agrees(label: Label, expected: float, slope: float, points: float = 0.9) -> bool:
    """Whether the printed value is what the drawing shows, within `points` of drawing error."""
    return abs(number_of(label) - expected) <= points * abs(slope) + rounding(label) * 1.05


def ratio(pairs: Sequence[tuple[float, Sequence[Label]]]) -> float | None:
    """Value per point on which most bars agree, from (length, candidate labels) pairs; None without two.

    Bars of one length prove nothing.
    """
    lengths = [abs(length) for length, labels in pairs if labels]
    if not lengths or max(lengths) - min(lengths) < max(2.0, 0.05 * max(lengths)):
        return None
    usable = [(length, label) for length, labels in pairs for label in labels if abs(length) >= 3]
    best: tuple[int, float] | None = None
    for length, label in sorted(usable, key=lambda pair: -abs(pair[0]))[:24]:
        slope = number_of(label) / length
        if slope == 0:
            continue
        votes = sum(
            any(agrees(candidate, slope * other, slope) for candidate in labels)
            for other, labels in pairs
            if labels
        )
        if best is None or votes > best[0]:
            best = (votes, slope)
    if best is None or best[0] < 2:
        return None
    labelled = sum(1 for _, labels in pairs if labels)
    return best[1] if best[0] >= 0.6 * labelled else None


def line_fit(pairs: Sequence[tuple[float, Sequence[Label]]]) -> Scale | None:
    """The straight scale on which most points and their labels agree: at least four, or None."""
    usable = [(place, label) for place, labels in pairs for label in labels]
    best: tuple[int, Scale] | None = None
    for index, (place, label) in enumerate(usable[:40]):
        for other_place, other in usable[index + 1 : 40]:
            if abs(place - other_place) < 4 or number_of(label) == number_of(other):
                continue
            slope = (number_of(label) - number_of(other)) / (place - other_place)
            scale = Scale(number_of(label) - slope * place, slope)
            votes = sum(any(agrees(c, scale.value(p), slope) for c in labels) for p, labels in pairs)
            if best is None or votes > best[0]:
                best = (votes, scale)
    labelled = sum(1 for _, labels in pairs if labels)
    return best[1] if best and best[0] >= 4 and best[0] >= 0.75 * labelled else None


def measured(value: float, slope: float, points: float = 1.0) -> Reading:
    """A value read off the drawing: what `points` of drawing are worth is its uncertainty."""
    error = max(abs(slope) * points, 1e-9)
    step = Decimal(10) ** floor(log10(error))
    return Reading(_rounded(value, step), None, _rounded(error, step))


def _rounded(value: float, step: Decimal) -> Decimal:
    rounded = (Decimal(repr(value)) / step).quantize(Decimal(1)) * step
    return Decimal(0) if rounded == 0 else Decimal(f"{rounded:f}")
