"""From hits to candidates: each fact, sentence or table row that could answer, and what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.fits import (
    ASKS_TOTAL,
    TOTAL,
    agrees,
    head_fit,
    idle_share,
    is_fragment,
    kind_fit,
    names_fit,
    period_fit,
    unit_fit,
)
from assistant.question import Intent, Question
from assistant.signals import DEFAULT_WEIGHTS, JUDGED_WEIGHTS, Signals, Weights, weigh
from corpus.report import Block, BlockKind, Fact, Report, Sentence
from index.judge import Judge, figure_text, sentence_text
from index.library import Library
from index.nodes import embedded_text
from index.ranking import late_interaction
from index.retriever import Hit, Search
from index.words import fold, stem


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
        measured = self.fact is not None or question.intent in (Intent.SHARE, Intent.MONEY)
        return "unit" if measured and self.signals.unit == 0.0 else ""


_TOTALS = frozenset(stem(w) for w in "total totale totaux ensemble general generale cumul globale".split())
_NUMBER = frozenset(stem(w) for w in ("nombre", "nb", "effectif"))
_JUDGED = 32  # candidates that the judge reads
_UNJUDGED = -8.0  # what it is taken to say of the others
_TOLD = 0.8  # of credit, from which headings say a word
_ROW_OVERLAP = 3.0  # points that the boxes of two rows may share
_DRAWN = re.compile(r"([=_*~#-])\1{9}")
_SAME_PERIOD = 0.5  # of the period signal, under which a figure is another year's


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
    found = of_those_named(question, found, library.names)
    found.sort(key=lambda c: -c.score)
    if judge is None:
        return found
    said = judge.scores(question.text, [judged_text(c) for c in found[:_JUDGED]])
    opinions = [*said.tolist(), *([_UNJUDGED] * (len(found) - len(said)))]
    judged = [_judged(c, o, weights or JUDGED_WEIGHTS) for c, o in zip(found, opinions, strict=True)]
    judged.sort(key=lambda c: -c.score)
    return judged


def of_those_named(
    question: Question, found: Sequence[Candidate], reports: Mapping[str, frozenset[str]]
) -> list[Candidate]:
    """The candidates less those that have none of the question's names, where some reports go by these.

    `reports` has the stems of the names that each report goes by, by its id.
    """
    named = {id for id, names in reports.items() if not names.isdisjoint(question.names)}
    if not named:
        return list(found)
    return [c for c in found if c.report.sha256 in named or c.signals.names > 0]


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
    aside = idle_share([w for w in entry.context if w not in names], matcher, library.words)
    content = _untold(matcher.weights_without(names), around)
    weights_of_tokens = search.question.weights_without(names)
    shift = len(embedded_text(entry.report, passage)[0])

    words = weights_of_tokens >= 1.0
    asks_total = bool(ASKS_TOTAL.search(fold(question.text)))
    said_by_asking = (_TOTALS if asks_total else frozenset()) | (_NUMBER if question.counts else frozenset())

    def late(places: Sequence[tuple[int, int]]) -> tuple[float, float]:
        best = _best_cosines(hit, places)
        return late_interaction(best, weights_of_tokens), float(best[words].min(initial=1.0))

    lates = [late([(s.start + shift, s.end + shift)]) for s in passage.sentences]

    def candidate(
        own: Sequence[str], text: str, at: int, close: tuple[float, float], fact: Fact | None
    ) -> Candidate:
        credit = matcher.credit(own)
        # the years of a sentence's figures, where they are known, rather than all that it names
        dated = " ; ".join(entry.periods[at]) if fact is None and question.wants_number else ""
        dated = dated or text
        everything = np.maximum(credit, around)
        sums_up = bool(TOTAL.search(fold(_less_title(fact) if fact else text)))
        signals = Signals(
            hit=hit.score - best,
            asked=matcher.share(credit, content),
            placed=matcher.share(everything),
            late=close[0],
            fragment=float(fact is None and is_fragment(text)),
            names=names_fit(question, matcher, everything),
            head=head_fit(question, matcher, everything, fact),
            weakest=close[1],
            extra=idle_share([s for s in own if s not in said_by_asking], matcher, library.words),
            aside=aside,
            period=period_fit(question, fact, dated, entry.report.period),
            unit=unit_fit(question, fact, text),
            kind=kind_fit(question, fact, text, head_fit(question, matcher, credit, fact)),
            polarity=float(agrees(question, fact, text)),
            total=float(fact is not None and sums_up),
            whole=float(sums_up or not asks_total),
            ledger=float(fact is not None),
            trust=fact.confidence if fact else 1.0,
            measured=float(fact is not None and not fact.printed),
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
        if (
            text.strip() == passage.title
            or _is_drawn(text)
            or _is_header(entry.report.blocks[sentence.block], sentence)
        ):
            continue
        if _is_quotable(question, kinds[at], bool(entry.ledger)):
            yield candidate(own, text, at, lates[at], None)


def _less_title(fact: Fact) -> str:
    """The labels of a figure but the first of several, which is as a rule the title of its table."""
    title, _, rest = fact.concept.partition(" – ")
    return " ".join((rest, *fact.dimensions) if rest or fact.dimensions else (title,))


def _untold(weights: NDArray[np.float64], around: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of what headings and title do not say: the rest tells one row from another. All of them
    when these say everything."""
    untold = np.where(around >= _TOLD, 0.0, weights)
    return untold if untold.any() else weights


def _is_header(block: Block, row: Sentence) -> bool:
    """Whether a row of a table only names its columns: it answers nothing."""
    table = block.table
    if table is None or not table.header_rows or table.header_rows == table.rows:
        return False
    end = max((c.box[3] for c in table.cells if c.row < table.header_rows and c.text), default=0.0)
    start = min((c.box[1] for c in table.cells if c.row >= table.header_rows and c.text), default=0.0)
    above = max((top + bottom) / 2 for _, top, _, bottom in row.boxes) < start
    return above and end <= start + _ROW_OVERLAP


def _is_drawn(text: str) -> bool:
    """Whether a text holds a rule drawn with characters, as programs print them: « ======== »."""
    return _DRAWN.search(text) is not None


def _is_quotable(question: Question, kind: BlockKind, has_facts: bool) -> bool:
    """Whether the words of a block can be quoted. A chart has labels but no sentence; where the facts of a
    table or a key figure are known, a question that a figure answers gets the fact, not the whole row."""
    if kind is BlockKind.CHART:
        return False
    told = question.wants_number or question.intent in (Intent.YES_NO, Intent.TOPIC)
    return not (told and has_facts and kind in (BlockKind.TABLE, BlockKind.KEY_FIGURE))


def _best_cosines(hit: Hit, places: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """For each token of the question, its best cosine with the tokens of some ranges of the embedded text."""
    starts, ends = hit.offsets[:, 0], hit.offsets[:, 1]
    inside = np.zeros(len(hit.offsets), dtype=bool)
    for first, last in places:
        inside |= (starts < last) & (ends > first)
    best: NDArray[np.float32] = hit.cosines[:, inside].max(axis=1, initial=0.0)
    return best
