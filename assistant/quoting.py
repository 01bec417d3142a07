"""The report's own words: the sentences that answer, with enough around them to stand alone; lists whole."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import AnswerKind
from assistant.citing import cite_blocks, cite_sentences, one_line
from assistant.evidence import Candidate
from assistant.found import Found, confidence
from assistant.question import Intent, Question
from assistant.wording import quotation
from corpus.numbers import find_numbers
from corpus.report import Block, BlockKind, Report, Sentence

_NEIGHBOUR = 0.8  # a sentence joins the best one when its score is this close, in log-odds
_MAX_SENTENCES = 3
_MAX_WORDS = 60
_MAX_ITEMS = 14
_MAX_LIST_WORDS = 220
_SHORT_LINE = 12  # words of a line that is one of several in a column
_FEW_WORDS = 6  # of a heading or a label, which says nothing without what follows
_DENIALS = 4  # of the best candidates are looked at for one that says no
_DENIES = re.compile(r"\b[Nn](?:e |['’])(?:[\w'’]+ ){1,4}?(?:pas|aucune?|jamais)\b|\b[Aa]ucune?\b")
_BULLET = re.compile(r"^(?:[^\w«\"'(\[+−%€\s-]|[-–](?= ))+\s*")
# How a sentence begins that leans on the one before.
_LEANS = re.compile(
    r"^(?:Ils?|Elles?|Ce|C['’]|Cela|Ceci|Cette|Cet|Ces|Celui|Celle|Ceux|Celles|Leurs?|Son|Sa|Ses|Y|En effet"
    r"|Ainsi|Toutefois|Cependant|Mais|Or|Donc|Aussi|De plus|Par ailleurs|En revanche|Néanmoins|Enfin|L['’]un"
    r"|L['’]autre|Les autres|Cependant|À ce titre|À cet effet|Dans ce cadre|Pour cela)\b"
)


def quote(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    """The sentences of the best candidate, or the list that it belongs to; None when there is none."""
    if not candidates:
        return None
    best = candidates[0]
    items = _list_around(best.report, best.sentence, question.intent is Intent.LIST)
    if items and not _is_row(best):
        return _whole_list(best, items)
    chosen = _chosen(
        best,
        candidates,
        follow=question.intent in (Intent.TEXT, Intent.YES_NO),
        widen=not (question.wants_number and _is_whole(_said(best, best.sentence))),
    )
    if question.intent is Intent.LIST and not _is_row(best) and _is_short_line(best):
        chosen = _column(best)
    return Found(
        quotation([_joined(best, chosen)]),
        AnswerKind.QUOTE,
        (cite_sentences(best, chosen),),
        (),
        confidence(best),
    )


def _is_short_line(best: Candidate) -> bool:
    text = _said(best, best.sentence)
    return text[-1:] not in ".!?…;" and len(text.split()) <= _SHORT_LINE


def _column(best: Candidate) -> list[Sentence]:
    """The lines of the passage around a short one, as many as one can read: a list set without bullets."""
    sentences = best.hit.entry.passage.sentences
    first = last = sentences.index(best.sentence)
    words = len(_said(best, best.sentence).split())
    for i in (*range(first - 1, -1, -1), *range(last + 1, len(sentences))):
        words += len(_said(best, sentences[i]).split())
        if words > _MAX_LIST_WORDS:
            break
        first, last = min(first, i), max(last, i)
    return list(sentences[first : last + 1])


def denial(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    """The sentence that says there is no such figure (« n'a pas été transmis »), when a figure is asked.

    Such a sentence holds neither a figure nor a unit: what it is marked down for that is given back.
    """
    if not question.wants_number:
        return None
    for c in candidates[:_DENIALS]:
        if c.fact is not None or _is_row(c) or not _DENIES.search(said := _said(c, c.sentence)):
            continue
        lost = c.weights.kind * (1 - c.signals.kind) + c.weights.unit * (1 - c.signals.unit)
        if c.score + lost > 0 and not re.search(r"\d", re.sub(r"\b(?:19|20)\d\d\b", "", said)):
            found = quote(question, [replace(c, score=c.score + lost)])
            if found is not None:
                return found
    return None


def is_bare(candidate: Candidate) -> bool:
    """Whether a sentence is a label or a heading with nothing after it that could be quoted with it."""
    if candidate.fact is not None or _is_row(candidate):
        return False
    sentences = candidate.hit.entry.passage.sentences
    last = sentences.index(candidate.sentence) == len(sentences) - 1
    leads = _list_around(candidate.report, candidate.sentence, listing=False)
    return last and not leads and _is_label(candidate, candidate.sentence)


def _is_label(candidate: Candidate, sentence: Sentence) -> bool:
    """A heading, « - dont : », « CRITÈRE 3 »: few words, without an end. An item of a list may be short."""
    bare = _said(candidate, sentence).strip(" -–•|")
    if bare.endswith(":"):
        return True
    is_item = candidate.report.blocks[sentence.block].kind is BlockKind.LIST_ITEM
    return not is_item and len(bare.split()) <= _FEW_WORDS and bare[-1:] not in ".!?…»;"


def _is_row(candidate: Candidate) -> bool:
    return candidate.report.blocks[candidate.sentence.block].kind is BlockKind.TABLE


def _said(candidate: Candidate, sentence: Sentence) -> str:
    return one_line(candidate.hit.entry.passage.text[sentence.start : sentence.end])


def _is_whole(text: str) -> bool:
    """Whether a sentence with a figure answers alone: it ends as a sentence does."""
    return text[-1:] in ".!?" and bool(find_numbers(text))


def _joined(best: Candidate, chosen: Sequence[Sentence]) -> str:
    """Sentences of one paragraph in a row; what stands apart on the page on lines of its own."""
    text = ""
    for at, sentence in enumerate(chosen):
        apart = at > 0 and chosen[at - 1].block != sentence.block
        text += ("\n" if apart else " " if at else "") + _BULLET.sub("", _said(best, sentence))
    return text


def _chosen(best: Candidate, candidates: Sequence[Candidate], *, follow: bool, widen: bool) -> list[Sentence]:
    """The best sentence with those next to it that answer nearly as well, in reading order.

    A label takes what it heads, a sentence that leans on the one before takes it. With `follow`, the
    sentence after it too when it is short: a reason often comes second. Without `widen`, the best one alone
    answers: figures beside the one asked for only confuse.
    """
    if _is_row(best):
        return [best.sentence]  # the next row is about something else
    sentences = best.hit.entry.passage.sentences
    scores = {c.sentence: c.score for c in candidates if c.hit is best.hit and c.fact is None}
    first = last = sentences.index(best.sentence)
    while _is_label(best, sentences[last]) and last < len(sentences) - 1:
        last += 1
        if last - first + 1 >= _MAX_SENTENCES:
            break
    while widen and last - first + 1 < _MAX_SENTENCES:
        around = [i for i in (first - 1, last + 1) if 0 <= i < len(sentences)]
        close = [i for i in around if scores.get(sentences[i], -math.inf) > best.score - _NEIGHBOUR]
        if not close:
            break
        first, last = min(first, *close), max(last, *close)
    headed = last > first and _is_label(best, sentences[first])
    if follow and last - first == headed and last < len(sentences) - 1:
        words = len(best.hit.entry.passage.text[sentences[first].start : sentences[last + 1].end].split())
        last += sentences[last + 1].block == sentences[last].block and words <= _MAX_WORDS
    at = sentences.index(best.sentence)
    while first > 0 and at - first + 1 < _MAX_SENTENCES and _LEANS.match(_said(best, sentences[first])):
        first -= 1
    last = max(at, min(last, first + _MAX_SENTENCES - 1))
    return list(sentences[first : last + 1])


def _list_around(report: Report, sentence: Sentence, listing: bool) -> tuple[Block, ...]:
    """The whole list, with the line that leads to it, that a sentence leads to or stands in.

    An item alone answers a question that does not ask for a list: only what ends in a colon needs its items.
    """
    blocks = report.blocks
    own = blocks[sentence.block]
    leads = own.text.rstrip().endswith(":") and own.kind is BlockKind.PARAGRAPH
    if own.kind is BlockKind.LIST_ITEM and listing:
        first = sentence.block
        while first > 0 and _goes_on(blocks[first - 1], blocks[first]):
            first -= 1
        lead = blocks[first - 1] if first > 0 and _leads(blocks[first - 1], own) else None
    elif leads or (listing and own.kind is BlockKind.PARAGRAPH):
        first, lead = sentence.block + 1, own
        if first >= len(blocks) or blocks[first].kind is not BlockKind.LIST_ITEM:
            return ()
    else:
        return ()
    end = first + 1
    while end < len(blocks) and _goes_on(blocks[end], blocks[end - 1]):
        end += 1
    items = blocks[first:end]
    if len(items) < 2:
        return ()
    return ((lead, *items) if lead is not None else items)[: _MAX_ITEMS + 1]


def _goes_on(block: Block, beside: Block) -> bool:
    near = abs(block.page - beside.page) <= 1 and block.section == beside.section
    return block.kind is BlockKind.LIST_ITEM and near


def _leads(block: Block, item: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.section == item.section


def _whole_list(best: Candidate, blocks: Sequence[Block]) -> Found:
    kept: list[Block] = []
    words = 0
    for block in blocks:
        words += len(block.text.split())
        if kept and words > _MAX_LIST_WORDS:
            break
        kept.append(block)
    lines = [one_line(b.text) for b in kept]
    if kept[0].kind is BlockKind.PARAGRAPH:  # of the paragraph before the list, its last sentence leads to it
        lines[0] = re.split(r"(?<=[.!?…]) (?=[A-ZÀ-Ý«])", lines[0])[-1]
    rest = " […]" if len(kept) < len(blocks) else ""
    text = "« " + "\n".join(lines) + f"{rest} »"
    citations = cite_blocks(best.report, kept)
    here = [c for c in citations if c.page == best.sentence.page]
    return Found(
        text, AnswerKind.QUOTE, (*here, *(c for c in citations if c not in here)), (), confidence(best)
    )
