"""Support of an answer by its citations, after ALCE (Gao et al., 2023): is each sentence supported by what is
cited, and is each citation needed.

ALCE asks a language model whether a text entails a sentence. Here a cited page supports a sentence when every
number of the sentence stands on it, and at least six in ten of the other words of four letters or more (by
their first five letters) stand on it, in its section's titles or in the report's title. What the answer says
to be computed (« Évolution calculée : … ») and the words that ask back are no statements.

Coverage: the share of sentences that all the citations together support. Need: the share of citations without
which some sentence would lose its support, or which alone support one; the figure on the page that is cited
twice is needed once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.folding import fold_words, numbers, stands_in
from evals.measures.measure import Measure, PageTexts, Topic
from evals.questions import Question
from evals.results import Cited, Result

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-Þ«•])|\n+")
_COMPUTED = re.compile(r"(?:Évolution|Écart) calculée? :[^.\n]*(?:\.\d[^.\n]*)*\.?")
_NO_STATEMENT = re.compile(
    r"(?:Plusieurs (?:chiffres|réponses)|Lequel voulez|Laquelle voulez|En (?:hausse|baisse)\W*$)"
)
_WORDS = 0.6  # of the words of a sentence
_LETTERS, _STEM = 4, 5
_Evidence = tuple[str, frozenset[str]]  # a cited page's text, the beginnings of its words


def statements(text: str) -> list[str]:
    """The sentences of an answer that say something of the reports."""
    parts = (part.strip(" •") for part in _SENTENCE.split(_COMPUTED.sub("", text)))
    return [part for part in parts if re.search(r"\w", part) and not _NO_STATEMENT.match(part)]


def supports(evidence: Sequence[_Evidence], statement: str) -> bool:
    """Whether some pages together show the numbers of a statement, and enough of its words."""
    shown = [text for text, _ in evidence]
    if not all(any(stands_in(n.digits, text) for text in shown) for n in numbers(statement)):
        return False
    words = _beginnings(statement)
    known = frozenset[str]().union(*(stems for _, stems in evidence))
    return not words or len(words & known) >= _WORDS * len(words)


def _beginnings(text: str) -> frozenset[str]:
    return frozenset(
        word[:_STEM] for word in fold_words(text).split() if len(word) >= _LETTERS and not word.isdigit()
    )


def _evidence(citation: Cited, pages: PageTexts) -> _Evidence | None:
    text = pages.text(citation.report, citation.page)
    if text is None:
        return None
    return text, _beginnings(" ".join((text, citation.quote, *citation.section, citation.title)))


def _all(result: Result, pages: PageTexts) -> list[_Evidence] | None:
    """What each citation shows; None for an answer that states nothing, or whose pages are not at hand."""
    if result.refused or result.record.get("kind") == "error":
        return None
    found = [_evidence(citation, pages) for citation in result.citations]
    return None if None in found else [e for e in found if e is not None]


def _coverage(_: Question, result: Result, pages: PageTexts) -> float | None:
    evidence, said = _all(result, pages), statements(result.text)
    if evidence is None or not said:
        return None
    return sum(supports(evidence, statement) for statement in said) / len(said)


def _need(_: Question, result: Result, pages: PageTexts) -> float | None:
    evidence, said = _all(result, pages), statements(result.text)
    if not evidence or not said:
        return None
    held = [s for s in said if supports(evidence, s)]
    return sum(_is_needed(at, evidence, held) for at in range(len(evidence))) / len(evidence)


def _is_needed(at: int, evidence: Sequence[_Evidence], held: Sequence[str]) -> bool:
    others = [e for n, e in enumerate(evidence) if n != at]
    return any(supports([evidence[at]], s) or not supports(others, s) for s in held)


COVERAGE = Measure("coverage", "phrases appuyées", _coverage, topic=Topic.SOURCE, needs_pdf=True)
NEED = Measure("need", "citations utiles", _need, topic=Topic.SOURCE, needs_pdf=True)
