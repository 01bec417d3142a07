"""From candidates to the answer: the figure, the report's sentence, or an honest no."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence

from assistant.answer import Answer, AnswerKind
from assistant.citing import cite_fact, cite_ledger, cite_sentences, one_line
from assistant.comparison import compared
from assistant.evidence import Candidate
from assistant.extremes import extreme
from assistant.found import THRESHOLD, Found, confidence
from assistant.question import Intent, Question
from assistant.series import Point, series, years_given
from assistant.wording import figure, highest, listed, lowest, over_time, quotation, side_by_side
from corpus.report import BlockKind, Sentence
from index.words import fold

_NEIGHBOUR = 0.8  # a sentence joins the best one when its score is this close, in log-odds
_MAX_SENTENCES = 3
_MAX_WORDS = 60
_MOST_YEARS = 6  # years of one question that are each looked up


def reply(
    question: Question,
    candidates: Sequence[Candidate],
    at_year: Callable[[int], Sequence[Candidate]],
    *,
    unknown: Sequence[str],
    seconds: Callable[[], float],
) -> Answer:
    """State what is likely enough to be right; else say what is nearest.

    `at_year` finds the candidates of one of the question's years, when it names several and no single place
    gives them all; `unknown` has the stems that no report comes near when they make most of the question:
    nothing is then stated.
    """
    fitting = [c for c in candidates if not c.misses(question)]
    found = _beside(question, candidates)
    if found is None and question.facets:
        found = _over_years(question, {year: at_year(year) for year in question.facets[-_MOST_YEARS:]})
    found = found or _compared(question, fitting) or _extreme(question, fitting) or _single(question, fitting)
    nearest = candidates[0] if candidates else None
    # what fits best says another year or another kind of figure: what comes next must be as good
    passed_over = nearest is not None and nearest.misses(question) != ""
    if passed_over and found is not None and nearest and found.confidence < confidence(nearest):
        found = None
    if found is None or unknown or found.confidence < THRESHOLD:
        found = _refusal(question, candidates, unknown)
    return Answer(
        text=found.text,
        kind=found.kind,
        refused=found.kind is AnswerKind.REFUSAL,
        citations=found.citations,
        facts=found.facts,
        seconds=seconds(),
        understood=question.understood,
        confidence=found.confidence,
    )


def _single(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    return _figure(candidates[0]) if candidates and candidates[0].fact else _quote(question, candidates)


def _figure(best: Candidate) -> Found:
    assert best.fact is not None
    return Found(figure(best.fact), AnswerKind.FIGURE, (cite_fact(best),), (best.fact,), confidence(best))


def _quote(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    if not candidates:
        return None
    best = candidates[0]
    chosen = _with_neighbours(best, candidates, follow=question.intent in (Intent.TEXT, Intent.YES_NO))
    text = best.hit.entry.passage.text
    quoted = quotation([one_line(text[s.start : s.end]) for s in chosen])
    return Found(quoted, AnswerKind.QUOTE, (cite_sentences(best, chosen),), (), confidence(best))


def _compared(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    sides = compared(question, candidates)
    if sides is None:
        return None
    citations = tuple(dict.fromkeys(cite_ledger(sides.report, f) for f in sides.facts))
    return Found(side_by_side(sides), AnswerKind.FIGURE, citations, sides.facts, confidence(sides.anchor))


def _extreme(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    if question.intent not in (Intent.HIGHEST, Intent.LOWEST):
        return None
    anchor = next((c for c in candidates if c.fact is not None), None)
    if anchor is None or anchor.fact is None or anchor.score < candidates[0].score - _NEIGHBOUR:
        return None
    report = anchor.report
    won = extreme(anchor.fact, report.facts, question.intent, [t.stem for t in question.terms])
    if won is None:
        return None
    citation = cite_ledger(report, won.fact)
    text = highest(won) if question.intent is Intent.HIGHEST else lowest(won)
    return Found(text, AnswerKind.FIGURE, (citation,), (won.fact,), confidence(anchor))


def _over_years(question: Question, by_year: Mapping[int, Sequence[Candidate]]) -> Found | None:
    tops = [c[0] for c in by_year.values() if c and confidence(c[0]) >= THRESHOLD]
    anchors = [c for c in tops if c.fact is not None]
    if anchors and question.years:
        anchor = max(anchors, key=lambda c: c.score)
        points = series(anchor, list(by_year), [c for found in by_year.values() for c in found])
        if len(points) > 1:
            return _series(points, anchor)
    return _one_each(question, by_year)


def _beside(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    """The whole series, when the table or chart of the best fact gives every year asked for."""
    years = question.facets[-_MOST_YEARS:] if question.years else ()
    if not years or not candidates or candidates[0].fact is None or confidence(candidates[0]) < THRESHOLD:
        return None
    points = series(candidates[0], years, ())
    return _series(points, candidates[0]) if len(points) == len(years) else None


def _series(points: Sequence[Point], anchor: Candidate) -> Found:
    citations = tuple(dict.fromkeys(cite_ledger(p.report, p.fact) for p in points))
    facts = tuple(p.fact for p in points)
    return Found(over_time(points), AnswerKind.SERIES, citations, facts, confidence(anchor))


def _one_each(question: Question, by_year: Mapping[int, Sequence[Candidate]]) -> Found | None:
    """Each year's own answer, when they stand in different reports."""
    answers = []
    for year, candidates in by_year.items():
        if not question.years:
            candidates = [c for c in candidates if (c.report.period or "").startswith(str(year))]
        found = _single(question, candidates)
        if found is not None and found.confidence >= THRESHOLD:
            answers.append(found)
    if len(answers) < 2 or len({a.citations[0].report for a in answers}) < len(answers):
        return None
    return Found(
        text="\n".join(f"{a.citations[0].title} : {a.text}" for a in answers),
        kind=answers[0].kind,
        citations=tuple(c for a in answers for c in a.citations),
        facts=tuple(f for a in answers for f in a.facts),
        confidence=min(a.confidence for a in answers),
    )


def stated(question: Question, candidate: Candidate, candidates: Sequence[Candidate]) -> str:
    """What the reader would be told if this candidate were the answer."""
    found = _figure(candidate) if candidate.fact else _quote(question, [candidate, *candidates])
    return found.text if found else ""


def _with_neighbours(best: Candidate, candidates: Sequence[Candidate], *, follow: bool) -> list[Sentence]:
    """The best sentence with those next to it that answer nearly as well, in reading order.

    With `follow`, the sentence after it too when it is short: a reason often comes second.
    """
    sentences = best.hit.entry.passage.sentences
    if best.report.blocks[best.sentence.block].kind is BlockKind.TABLE:
        return [best.sentence]  # the next row is about something else
    scores = {c.sentence: c.score for c in candidates if c.hit is best.hit and c.fact is None}
    first = last = sentences.index(best.sentence)
    while last - first + 1 < _MAX_SENTENCES:
        around = [i for i in (first - 1, last + 1) if 0 <= i < len(sentences)]
        close = [i for i in around if scores.get(sentences[i], -math.inf) > best.score - _NEIGHBOUR]
        if not close:
            break
        first, last = min(first, *close), max(last, *close)
    words = len(best.hit.entry.passage.text[sentences[first].start : sentences[last].end].split())
    if follow and first == last < len(sentences) - 1:
        after = sentences[last + 1]
        words += len(best.hit.entry.passage.text[after.start : after.end].split())
        last += after.block == best.sentence.block and words <= _MAX_WORDS
    return list(sentences[first : last + 1])


def _refusal(question: Question, candidates: Sequence[Candidate], unknown: Sequence[str]) -> Found:
    text = "Je n'ai pas trouvé de réponse à cette question dans les rapports indexés."
    missing = {t.word for t in question.terms if t.stem in unknown and t.emphasis >= 1}
    words = [f"« {w} »" for w in dict.fromkeys(re.findall(r"\w+", question.text)) if fold(w) in missing]
    if words:
        text = f"Les rapports indexés ne parlent pas de {' ni de '.join(words)}."
    if not candidates:
        return Found(text, AnswerKind.REFUSAL, (), (), 1.0)
    nearest = next((c for c in candidates[:5] if _other_years(question, c)), candidates[0])
    citation = cite_fact(nearest) if nearest.fact else cite_sentences(nearest, [nearest.sentence])
    other = _other_years(question, nearest)
    text = other or text
    section = f"la partie « {citation.section[-1]} » du " if citation.section else "le "
    page = citation.page_label or citation.page
    text += f" Le plus proche : {section}rapport « {citation.title} », page {page}."
    return Found(text, AnswerKind.REFUSAL, (citation,), (), 1 - confidence(nearest))


def _other_years(question: Question, nearest: Candidate) -> str:
    """« Pas de chiffre pour 2019 ; … donne 2020 à 2023 », when the figure is there for other years."""
    if nearest.fact is None or nearest.misses(question) != "period" or nearest.score_any_year < 0:
        return ""
    years = years_given(nearest.fact, nearest.report)
    asked = " et ".join(str(y) for y in question.years)
    return (
        f"Pas de chiffre pour {asked} ; « {nearest.fact.concept} » est donné pour {listed(years)}."
        if years
        else ""
    )
