"""From hits to candidates: each fact, sentence or table row that could answer, and what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.question import Intent, Question, named_years
from corpus.numbers import find_numbers
from corpus.periods import find_periods, year_of
from corpus.report import BlockKind, Fact, Report, Sentence
from index.judge import Judge, figure_text, sentence_text
from index.library import Library
from index.matching import Matcher
from index.nodes import embedded_text
from index.ranking import late_interaction
from index.retriever import Hit, Search
from index.words import fold, stem, stems, tokens


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
    period: 1 the year asked for, 0 another, between when it is not sure.
    unit: 1 of the kind asked for, 0 of another, 0.5 when nothing tells.
    kind: the candidate is of the kind asked for: a figure, a date, a name, or words.
    polarity: a label says « non », « sans », « hors » if and only if the question denies something.
    total: a label says total, and the question leaves open what part is meant.
    ledger: it is a fact from a table, chart or key figure.
    trust: how surely the fact was read (1 for a sentence).
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
    judge: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a signal; `bias` puts the sum on the scale of log-odds."""

    hit: float = 0.6
    asked: float = 0.2
    placed: float = 5.5
    late: float = 0.0
    fragment: float = -3.0
    names: float = 1.5
    head: float = 1.3
    weakest: float = 15.5
    extra: float = -3.0
    period: float = 6.5
    unit: float = 5.4
    kind: float = 2.5
    polarity: float = 3.4
    total: float = 0.3
    ledger: float = 0.3
    trust: float = 2.8
    judge: float = 0.0
    bias: float = -33.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that could answer: a sentence (or row) of a hit, and the one fact meant when it is a figure."""

    hit: Hit
    sentence: Sentence
    fact: Fact | None
    words: tuple[str, ...]
    signals: Signals
    score: float
    weights: Weights

    @property
    def report(self) -> Report:
        """The report it stands in."""
        return self.hit.entry.report

    @property
    def score_any_year(self) -> float:
        """What the score would be if the year fitted."""
        return self.score + self.weights.period * (1 - self.signals.period)

    def misses(self, question: Question) -> str:
        """What rules it out whatever its score: "period" or "unit"; empty when nothing does."""
        if not question.wants_number or (question.intent is Intent.CHANGE):
            return ""
        if question.years and self.signals.period < _SAME_PERIOD:
            return "period"
        return "unit" if self.fact is not None and self.signals.unit == 0.0 else ""


DEFAULT_WEIGHTS = Weights()  # without a judge
JUDGED_WEIGHTS = Weights(judge=1.0)
_JUDGED = 32  # candidates that the judge reads
_UNJUDGED = -8.0  # what it is taken to say of the others
_SAME_PERIOD = 0.5  # of the period signal, under which a figure is another year's


def weigh(signals: Signals, weights: Weights = DEFAULT_WEIGHTS) -> float:
    """The weighted sum of the signals, as log-odds."""
    total = sum(getattr(signals, f.name) * getattr(weights, f.name) for f in fields(signals))
    return float(weights.bias + total)


def find_candidates(
    question: Question,
    search: Search,
    library: Library,
    judge: Judge | None = None,
    weights: Weights | None = None,
) -> list[Candidate]:
    """Every candidate of every hit, best first; the best by the other signals are read by the judge."""
    if not search.hits:
        return []
    best = search.hits[0].score
    first = weights if weights and judge is None else DEFAULT_WEIGHTS
    found = [c for hit in search.hits for c in _of_hit(question, search, hit, best, library, first)]
    found.sort(key=lambda c: -c.score)
    if judge is None:
        return found
    said = judge.scores(question.text, [judged_text(c) for c in found[:_JUDGED]])
    opinions = [*said.tolist(), *([_UNJUDGED] * (len(found) - len(said)))]
    judged = [_judged(c, o, weights or JUDGED_WEIGHTS) for c, o in zip(found, opinions, strict=True)]
    judged.sort(key=lambda c: -c.score)
    return judged


def _judged(candidate: Candidate, opinion: float, weights: Weights) -> Candidate:
    signals = replace(candidate.signals, judge=opinion)
    return replace(candidate, signals=signals, score=weigh(signals, weights), weights=weights)


def judged_text(candidate: Candidate) -> str:
    """A candidate as the judge reads it."""
    report, fact, passage = candidate.report, candidate.fact, candidate.hit.entry.passage
    if fact is None:
        section = report.section_path(passage.section)
        return sentence_text(
            section, _one_line(passage.text[candidate.sentence.start : candidate.sentence.end])
        )
    section = report.section_path(fact.section)
    return figure_text(
        section, fact.concept, fact.dimensions, fact.period or "", fact.printed, fact.unit or ""
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _of_hit(
    question: Question, search: Search, hit: Hit, best: float, library: Library, weights: Weights
) -> Iterable[Candidate]:
    entry, passage, matcher = hit.entry, hit.entry.passage, search.matcher
    around = matcher.credit(entry.context)
    names = library.names[entry.report.sha256]
    content = matcher.weights_without(names)
    weights_of_tokens = search.question.weights_without(names)
    shift = len(embedded_text(entry.report, passage)[0])

    words = weights_of_tokens >= 1.0

    def late(places: Sequence[tuple[int, int]]) -> tuple[float, float]:
        best = _best_cosines(hit, places)
        return late_interaction(best, weights_of_tokens), float(best[words].min(initial=1.0))

    lates = [late([(s.start + shift, s.end + shift)]) for s in passage.sentences]

    def candidate(
        own: Sequence[str], text: str, at: int, close: tuple[float, float], fact: Fact | None
    ) -> Candidate:
        credit = matcher.credit(own)
        everything = np.maximum(credit, around)
        signals = Signals(
            hit=hit.score - best,
            asked=matcher.share(credit, content),
            placed=matcher.share(everything),
            late=close[0],
            fragment=float(fact is None and _is_fragment(text)),
            names=_names_fit(question, matcher, everything),
            head=_head_fit(question, matcher, everything, fact),
            weakest=close[1],
            extra=_extra(own, matcher, library),
            period=_period_fit(question, fact, text, entry.report.period),
            unit=_unit_fit(question, fact, text),
            kind=_kind_fit(question, fact, text),
            polarity=float(fact is None or bool(_DENIES.search(fold(text))) == question.denies),
            total=float(fact is not None and bool(_TOTAL.search(fold(text)))),
            ledger=float(fact is not None),
            trust=fact.confidence if fact else 1.0,
        )
        return Candidate(
            hit, passage.sentences[at], fact, tuple(own), signals, weigh(signals, weights), weights
        )

    kinds = [entry.report.blocks[s.block].kind for s in passage.sentences]
    for line in entry.ledger:
        text = " ".join((line.fact.concept, *line.fact.dimensions))
        close = late(line.labels) if line.labels else lates[line.sentence]
        yield candidate(line.own, text, line.sentence, close, line.fact)
    for at, sentence in enumerate(passage.sentences):
        own = tuple(dict.fromkeys(entry.sentences[at]))
        text = passage.text[sentence.start : sentence.end]
        if text.strip() != passage.title and _is_quotable(question, kinds[at], bool(entry.ledger)):
            yield candidate(own, text, at, lates[at], None)


def _is_quotable(question: Question, kind: BlockKind, has_facts: bool) -> bool:
    """Whether the words of a block can be quoted. A chart has labels but no sentence; where the facts of a
    table or a key figure are known, a question that wants a figure gets the fact, not the whole row."""
    if kind is BlockKind.CHART:
        return False
    return not (question.wants_number and has_facts and kind in (BlockKind.TABLE, BlockKind.KEY_FIGURE))


def _best_cosines(hit: Hit, places: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """For each token of the question, its best cosine with the tokens of some ranges of the embedded text."""
    starts, ends = hit.offsets[:, 0], hit.offsets[:, 1]
    inside = np.zeros(len(hit.offsets), dtype=bool)
    for first, last in places:
        inside |= (starts < last) & (ends > first)
    best: NDArray[np.float32] = hit.cosines[:, inside].max(axis=1, initial=0.0)
    return best


def _names_fit(question: Question, matcher: Matcher, credit: NDArray[np.float64]) -> float:
    found = [credit[matcher.terms.index(s)] for s in question.names if s in matcher.terms]
    return float(np.mean(found)) if found else 1.0


def _head_fit(question: Question, matcher: Matcher, credit: NDArray[np.float64], fact: Fact | None) -> float:
    if question.counted not in matcher.terms:
        return 1.0
    if fact is not None and fact.unit and question.counted in stems(fact.unit):
        return 1.0
    return float(credit[matcher.terms.index(question.counted)])


def _extra(words: Sequence[str], matcher: Matcher, library: Library) -> float:
    total = sum(library.words.idf(w) for w in words)
    idle = sum(library.words.idf(w) for w in words if not matcher.matches(w))
    return idle / total if total else 0.0


def _period_fit(question: Question, fact: Fact | None, own: str, of_report: str | None) -> float:
    """How the candidate's period fits the years asked for, or else the edition asked for."""
    edition = year_of(of_report) if of_report else None
    misplaced = 0.3 if question.editions and edition and edition not in question.editions else 0.0
    if not question.years or question.intent is Intent.DATE:
        current = not (fact and fact.period and edition) or year_of(fact.period) == edition
        return (1.0 if current else 0.8) - misplaced
    own_years = _years(fact.period if fact and fact.period else own, max(question.years))
    if own_years:
        return (1.0 if own_years & set(question.years) else 0.0) - misplaced
    if edition:
        return (0.8 if edition in question.years else 0.3) - misplaced
    return 0.5


@lru_cache(maxsize=50_000)
def _years(text: str, last: int) -> frozenset[int]:
    return frozenset(y for p in find_periods(text) for y in named_years(p.value, last))


_TIME_UNITS = frozenset("s min h jours mois ans minutes heures semaines".split())
_DENIES = re.compile(r"\b(?:non|sans|hors|pas|ni|aucune?|hormis|sauf)\b")
_TOTAL = re.compile(r"\b(?:total|totaux|ensemble|general|cumul)\b")
_MEASURES = re.compile(
    r"[€%²³°/]|^(?:tonnes?|kg|g|km|m|ha|l|h|min|s|ans|jours|mois|heures|minutes|semaines|points|[kmgt]o)$"
)


def _unit_fit(question: Question, fact: Fact | None, own: str) -> float:
    """1 when the figure is of the kind asked for, 0 when it is of another, 0.5 when nothing tells."""
    unit = fact.unit if fact else None
    match question.intent:
        case Intent.SHARE:
            return float(unit == "%" or "%" in own)
        case Intent.MONEY:
            return float((unit or "").startswith("€") or "€" in own or "euro" in own)
        case Intent.DURATION:
            return float(unit in _TIME_UNITS) if fact else 0.5
        case Intent.FIGURE if unit:
            if question.counted and question.counted in {
                stem(w) for w in (*tokens(unit), f"{unit[:-2]}ages")
            }:
                return 1.0
            return 0.0 if question.counts and _MEASURES.search(unit.lower()) else 0.5
        case Intent.FIGURE:
            return 0.5
        case _:
            return 1.0


def _kind_fit(question: Question, fact: Fact | None, text: str) -> float:
    if question.wants_number:
        return float(fact is not None or _has_number(text))
    if fact is not None:
        return 0.0
    match question.intent:
        case Intent.DATE:
            return float(bool(find_periods(text)))
        case Intent.NAME:
            return float(bool(_NAME.search(text)))
        case _:
            return 1.0


_NAME = re.compile(r"(?<=[\w,;:(] )[A-ZÀ-Ý][\w'’-]+|(?<=\w['’])[A-ZÀ-Ý]\w+")


def _is_fragment(text: str) -> bool:
    """A title or label taken for a sentence: short, without an end, without a figure."""
    words = text.split()
    return len(words) < 9 and text.rstrip()[-1:] not in ".!?…»;:" and not any(c.isdigit() for c in text)


@lru_cache(maxsize=50_000)
def _has_number(text: str) -> bool:
    return bool(find_numbers(text))
