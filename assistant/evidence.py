"""From hits to candidates: each fact, sentence or table row that could answer, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from assistant.question import Intent, Question, Term
from corpus.numbers import find_numbers
from corpus.periods import find_periods, year_of, years_of
from corpus.report import Box, Fact, FactSource, Sentence
from index.library import Library, identity_text
from index.nodes import embedded_text
from index.ranking import late_interaction
from index.retriever import EncodedQuestion, Hit, Search
from index.words import stems


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a candidate; each in 0..1 unless said otherwise.

    hit: the passage's score over the best passage's (0 for the worst kept). asked: share of the question's
    words (by idf) in the candidate's own words. placed: the same counting the words of its table title,
    headings and report. late: late interaction of the question with the candidate's own tokens.
    extra: share of the candidate's own words that nobody asked for. period: 1 the year asked for, 0.5
    none known or none asked, 0 another. unit: 1 of the kind asked for, 0 of another. number: the
    candidate holds a figure and the question wants one. ledger: it is a fact from a table, chart or key
    figure.
    """

    hit: float
    asked: float
    placed: float
    late: float
    extra: float
    period: float
    unit: float
    number: float
    ledger: float


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a signal; `bias` puts the sum on the scale of log-odds."""

    hit: float = 1.2
    asked: float = 2.5
    placed: float = 2.0
    late: float = 6.0
    extra: float = -0.6
    period: float = 2.0
    unit: float = 1.0
    number: float = 1.0
    ledger: float = 0.2
    bias: float = -9.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that could answer: a sentence (or row) of a hit, and the one fact meant when it is a figure."""

    hit: Hit
    sentence: Sentence | None
    fact: Fact | None
    words: tuple[str, ...]
    signals: Signals
    score: float


DEFAULT_WEIGHTS = Weights()


def weigh(signals: Signals, weights: Weights = DEFAULT_WEIGHTS) -> float:
    """The weighted sum of the signals, as log-odds."""
    total = sum(getattr(signals, f.name) * getattr(weights, f.name) for f in fields(signals))
    return float(weights.bias + total)


def find_candidates(question: Question, search: Search, library: Library) -> list[Candidate]:
    """Every candidate of every hit, best first."""
    if not search.hits:
        return []
    best, worst = search.hits[0].score, search.hits[-1].score
    spread = max(best - worst, 1e-6)
    found: list[Candidate] = []
    for hit in search.hits:
        closeness = (hit.score - worst) / spread
        found += _of_hit(question, search.question, hit, closeness, library)
    found.sort(key=lambda c: -c.score)
    return found


def _of_hit(
    question: Question, encoded: EncodedQuestion, hit: Hit, closeness: float, library: Library
) -> Iterable[Candidate]:
    report, passage = hit.entry.report, hit.entry.passage
    around = {
        *stems(passage.title),
        *hit.entry.context,
        *stems(identity_text(report)),
    }
    blocks = {s.block for s in passage.sentences}
    facts = [f for f in report.facts if f.block in blocks and f.source is not FactSource.SENTENCE]
    shift = len(embedded_text(report, passage)[0])
    lates = [_late(encoded, hit, s.start + shift, s.end + shift) for s in passage.sentences]

    def candidate(own: str, late: float, fact: Fact | None, sentence: Sentence | None) -> Candidate:
        words = tuple(dict.fromkeys(stems(own)))
        asked = covered(question.terms, frozenset(words), library)
        placed = covered(question.terms, frozenset(words) | around, library)
        signals = Signals(
            hit=closeness,
            asked=asked,
            placed=placed,
            late=late,
            extra=_extra(words, question.terms, library),
            period=_period_fit(question, fact, own, report.period),
            unit=_unit_fit(question.intent, fact.unit if fact else None, own),
            number=float(question.wants_number and (fact is not None or _has_number(own))),
            ledger=float(fact is not None),
        )
        return Candidate(hit, sentence, fact, words, signals, weigh(signals))

    for fact in facts:
        at = _sentence_of(fact, passage.sentences)
        own = " ".join((fact.concept, *fact.dimensions))
        if fact.page in passage.pages and (at is not None or len(passage.sentences) == 0):
            yield candidate(
                own,
                lates[at] if at is not None else 0.0,
                fact,
                passage.sentences[at] if at is not None else None,
            )
    for late, sentence in zip(lates, passage.sentences, strict=True):
        yield candidate(passage.text[sentence.start : sentence.end], late, None, sentence)


def covered(terms: Sequence[Term], words: frozenset[str] | set[str], library: Library) -> float:
    """Share of the question's terms that `words` hold, by idf and emphasis; near spellings count 0.8."""
    total = got = 0.0
    vocabulary = frozenset(words)
    for term in terms:
        weight = library.words.idf(term.stem) * term.emphasis
        total += weight
        got += weight * _closeness(term.stem, vocabulary)
    return got / total if total else 0.0


@lru_cache(maxsize=50_000)
def _closeness(stem: str, words: frozenset[str]) -> float:
    if stem in words:
        return 1.0
    if len(stem) < 4 or any(c.isdigit() for c in stem):
        return 0.0
    for word in words:
        if word[0] != stem[0] or len(word) < 4:
            continue
        shares_start = word.startswith(stem) or stem.startswith(word)
        if shares_start or Levenshtein.normalized_similarity(word, stem) >= 0.8:
            return 0.8
    return 0.0


def _extra(words: Sequence[str], terms: Sequence[Term], library: Library) -> float:
    asked = frozenset(t.stem for t in terms)
    total = sum(library.words.idf(w) for w in words)
    idle = sum(library.words.idf(w) for w in words if not _closeness(w, asked))
    return idle / total if total else 0.0


def _late(question: EncodedQuestion, hit: Hit, start: int, end: int) -> float:
    inside = [i for i, (a, b) in enumerate(hit.tokens.offsets) if a < end and b > start]
    return late_interaction(question.tokens.vectors, question.weights, hit.tokens.vectors[inside])


def _sentence_of(fact: Fact, sentences: Sequence[Sentence]) -> int | None:
    """The sentence or row a fact's box lies in; the nearest of its block when none holds it."""
    x, y = (fact.box[0] + fact.box[2]) / 2, (fact.box[1] + fact.box[3]) / 2
    of_block = [i for i, s in enumerate(sentences) if s.block == fact.block and s.page == fact.page]
    for i in of_block:
        if any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in sentences[i].boxes):
            return i
    inside = [(_distance(y, sentences[i].boxes), i) for i in of_block if sentences[i].boxes]
    return min(inside)[1] if inside else (of_block[0] if of_block else None)


def _distance(y: float, boxes: Sequence[Box]) -> float:
    return min(max(top - y, y - bottom, 0.0) for _, top, _, bottom in boxes)


def _period_fit(question: Question, fact: Fact | None, own: str, of_report: str | None) -> float:
    """How the candidate's period fits the years asked for."""
    if not question.years:
        if fact and fact.period and of_report:
            return 0.5 if year_of(fact.period) == year_of(of_report) else 0.3
        return 0.5
    if fact and fact.period:
        own_years = set(years_of(fact.period, max(question.years)))
    else:
        own_years = {y for p in find_periods(own) for y in years_of(p.value, max(question.years))}
    if own_years:
        return 1.0 if own_years & set(question.years) else 0.0
    if of_report:
        return 0.8 if year_of(of_report) in question.years else 0.3
    return 0.5


def _unit_fit(intent: Intent, unit: str | None, own: str) -> float:
    match intent:
        case Intent.SHARE:
            return float(unit == "%" or "%" in own)
        case Intent.MONEY:
            return float((unit or "").startswith("€") or "€" in own or "euro" in own)
        case Intent.FIGURE:
            return float(unit not in ("%",)) if unit else 0.5
        case _:
            return 0.5


@lru_cache(maxsize=50_000)
def _has_number(text: str) -> bool:
    return bool(find_numbers(text))
