"""What speaks for a candidate, and how much each signal weighs."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a candidate; each in 0..1 unless said otherwise.

    hit: the passage's score less the best passage's (0 or below).
    asked: share of the question's words (by idf) in the candidate's own, those that name the report aside.
    placed: the same counting the words of its table title, headings and report.
    late: late interaction of the question with its own tokens, those that name the report aside.
    fragment: 1 for a few words that make no sentence and hold no figure.
    names: share of the proper names of the question that stand in or above the candidate.
    head: credit of what « combien de » counts, or « quel » asks for, among the words around the candidate.
    weakest: the least of the best cosines of the question's content words.
    extra: share of the candidate's own words that nobody asked for.
    aside: the same of its headings and table title, the words that name the report aside.
    period: 1 the year asked for, 0 another, between when it is not sure.
    unit: 1 of the kind asked for, 0 of another, 0.5 when nothing tells.
    kind: the candidate is of the kind asked for: a figure, a date, a name, or words.
    polarity: a label says « non », « sans », « hors » if and only if the question denies something, and
        « moyenne de… » only if the question does.
    total: a label says total, and the question leaves open what part is meant.
    whole: a label or sentence says total, or the question does not ask for one.
    ledger: it is a fact from a table, chart or key figure.
    trust: how surely the fact was read (1 for a sentence).
    measured: the figure is not printed but measured on a chart.
    judge: the learned judge's log-odds that the candidate answers; 0 where there is no judge.

    What a question does not ask counts 1, so that the scores of different questions compare.
    """

    hit: float
    asked: float
    placed: float
    late: float
    fragment: float
    names: float
    head: float
    weakest: float
    extra: float
    period: float
    unit: float
    kind: float
    polarity: float
    total: float
    ledger: float
    trust: float
    measured: float = 0.0
    whole: float = 1.0
    aside: float = 0.0
    judge: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a signal; `bias` puts the sum on the scale of log-odds."""

    hit: float = 0.62
    asked: float = 2.17
    placed: float = 5.6
    late: float = 3.36
    fragment: float = -2.25
    names: float = 0.9
    head: float = 1.48
    weakest: float = 11.15
    extra: float = -3.71
    aside: float = -0.59
    period: float = 6.58
    unit: float = 4.77
    kind: float = 2.29
    polarity: float = 2.11
    total: float = 0.3
    whole: float = 1.0
    ledger: float = 0.17
    trust: float = 3.9
    measured: float = -1.67
    judge: float = 0.0
    bias: float = -31.8


DEFAULT_WEIGHTS = Weights()  # without a judge
JUDGED_WEIGHTS = replace(DEFAULT_WEIGHTS, judge=0.4, bias=-30.9)


def weigh(signals: Signals, weights: Weights = DEFAULT_WEIGHTS) -> float:
    """The weighted sum of the signals, as log-odds."""
    total = sum(getattr(signals, f.name) * getattr(weights, f.name) for f in fields(signals))
    return float(weights.bias + total)
