"""From candidates to the answer: the figure, the report's sentence, or an honest no."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from assistant.answer import Answer, AnswerKind, Citation
from assistant.evidence import Candidate
from assistant.question import Question
from assistant.wording import figure, quotation
from corpus.report import Sentence

THRESHOLD = 0.30  # of confidence, under which nothing is stated
_NEIGHBOUR = 0.8  # a sentence joins the best one when its score is this close, in log-odds
_MAX_SENTENCES = 3


def reply(question: Question, candidates: Sequence[Candidate], *, seconds: Callable[[], float]) -> Answer:
    """State the best candidate when it is likely enough to be right; else say what is nearest."""
    if not candidates:
        return _refusal(question, candidates, seconds)
    best = candidates[0]
    if confidence(best) < THRESHOLD:
        return _refusal(question, candidates, seconds)
    if best.fact is not None:
        return Answer(
            text=figure(best.fact),
            kind=AnswerKind.FIGURE,
            refused=False,
            citations=(cite(best),),
            facts=(best.fact,),
            seconds=seconds(),
            understood=question.understood,
            confidence=confidence(best),
        )
    chosen = _with_neighbours(best, candidates)
    text = best.hit.entry.passage.text
    return Answer(
        text=quotation([_one_line(text[s.start : s.end]) for s in chosen]),
        kind=AnswerKind.QUOTE,
        refused=False,
        citations=(_cite_sentences(best, chosen),),
        facts=(),
        seconds=seconds(),
        understood=question.understood,
        confidence=confidence(best),
    )


def confidence(candidate: Candidate) -> float:
    """The candidate's log-odds as a probability."""
    return 1 / (1 + math.exp(-candidate.score))


def cite(candidate: Candidate) -> Citation:
    """The citation of a figure: its row or label as quoted, its own box to highlight."""
    fact, passage = candidate.fact, candidate.hit.entry.passage
    assert fact is not None
    quote = fact.printed
    if candidate.sentence is not None:
        quote = _one_line(passage.text[candidate.sentence.start : candidate.sentence.end])
    return _citation(candidate, fact.section, fact.page, quote, (fact.box,))


def _cite_sentences(best: Candidate, chosen: Sequence[Sentence]) -> Citation:
    passage = best.hit.entry.passage
    quote = " ".join(_one_line(passage.text[s.start : s.end]) for s in chosen)
    assert best.sentence is not None
    page = best.sentence.page
    boxes = tuple(box for s in chosen if s.page == page for box in s.boxes)
    return _citation(best, passage.section, page, quote, boxes)


def _citation(
    candidate: Candidate,
    section: int | None,
    page: int,
    quote: str,
    boxes: tuple[tuple[float, float, float, float], ...],
) -> Citation:
    report = candidate.hit.entry.report
    return Citation(
        report=report.file,
        title=report.title,
        section=report.section_path(section),
        page=page,
        page_label=report.pages[page - 1].label,
        quote=quote,
        boxes=boxes,
    )


def _with_neighbours(best: Candidate, candidates: Sequence[Candidate]) -> list[Sentence]:
    """The best sentence with those next to it that answer nearly as well, in reading order."""
    assert best.sentence is not None
    sentences = best.hit.entry.passage.sentences
    scores = {
        c.sentence: c.score for c in candidates if c.hit is best.hit and c.fact is None and c.sentence is not None
    }
    first = last = sentences.index(best.sentence)
    while last - first + 1 < _MAX_SENTENCES:
        around = [i for i in (first - 1, last + 1) if 0 <= i < len(sentences)]
        close = [i for i in around if scores.get(sentences[i], -math.inf) > best.score - _NEIGHBOUR]
        if not close:
            break
        first, last = min(first, *close), max(last, *close)
    return list(sentences[first : last + 1])


def _refusal(question: Question, candidates: Sequence[Candidate], seconds: Callable[[], float]) -> Answer:
    text = "Je n'ai pas trouvé de réponse à cette question dans les rapports indexés."
    citations: tuple[Citation, ...] = ()
    nearest = next((c for c in candidates if c.sentence is not None), None)
    if nearest is not None and nearest.sentence is not None:
        citations = (_cite_sentences(nearest, [nearest.sentence]),)
        where = citations[0]
        section = f"la partie « {where.section[-1]} » du " if where.section else "le "
        text += f" Le plus proche : {section}rapport « {where.title} », page {where.page_label or where.page}."
    return Answer(
        text=text,
        kind=AnswerKind.REFUSAL,
        refused=True,
        citations=citations,
        facts=(),
        seconds=seconds(),
        understood=question.understood,
        confidence=1 - confidence(candidates[0]) if candidates else 1.0,
    )


def _one_line(text: str) -> str:
    """Cells joined by a space, blanks dropped, as the row reads on the page."""
    return " ".join(part for part in text.replace(" | ", " ").split() if part != "|")
