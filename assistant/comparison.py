"""Two or three figures side by side, in one period: « quel écart entre le voté et le réalisé ? »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from assistant.evidence import Candidate
from assistant.family import distinctive, is_derived, label_at, mentions, relatives
from assistant.question import Intent, Question
from corpus.report import Fact, Report
from index.words import fold, stems

_END = r"(?:[?.;:]|$)"
_BETWEEN = re.compile(
    rf"\b(?:ecarts?|differences?|rapport|compar\w+) (?:[\w'-]+ ){{0,4}}?entre (.+?) et (.+?){_END}"
)
_WHICH_OF = re.compile(r"\bentre ([^,;:?]+?) et ([^,;:?]+?)[,;:]? (?:qui|quel(?:le)?s?|le?quel|laquelle)\b")
_THAN = re.compile(
    r"\b(?:plus|moins|autant|superieure?s?|inferieure?s?)\b(.*?)"
    rf"\b(?:qu(?:e |')|a la |au |aux |a l')(.+?){_END}"
)
_OR = re.compile(r"(?:[,:;]|^)([^,:;?]+?)[, ]+ou (?:bien |plutot )?([^,:;?.]+)")
_OPPOSITES = re.compile(
    r"\b(?:plus ou moins|(?:en )?hausse ou (?:en )?baisse|\w+ ou (?:diminue|baisse|augmente)\w*)\b"
)
_AND_THAN = re.compile(r"\bet (?:que|qu'|a|au|aux)\b")
_MARGIN = 2.0  # log-odds under the best figure within which another may anchor the comparison
_CLOSE = 0.5  # the same, within which a side may be understood without being named
_MOST = 3  # sides
_LABELS = 40  # beyond, a family is a register

_MAY_COMPARE = (Intent.CHANGE, Intent.YES_NO, Intent.HIGHEST, Intent.LOWEST)

Side = frozenset[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures that differ in one label, in the order of the question; `labels` says it for each."""

    facts: tuple[Fact, ...]
    labels: tuple[str, ...]
    report: Report
    anchor: Candidate

    @property
    def difference(self) -> Decimal | None:
        """The first figure less the second, when there are just two."""
        return self.facts[0].value - self.facts[1].value if len(self.facts) == 2 else None


def sides(question: Question) -> tuple[Side, ...]:
    """The stems of each of the things that the question sets side by side; empty when it does not.

    What is compared over time (« plus qu'en 2022 ») is not: that makes a series.
    """
    if question.intent not in _MAY_COMPARE or question.facets:
        return ()
    over = question.intent in (Intent.CHANGE, Intent.YES_NO)
    folded = _OPPOSITES.sub(" plus ", fold(question.text).replace("’", "'"))
    if over and (found := _BETWEEN.search(folded)):
        texts = [found[1], found[2]]
    elif over and (found := _THAN.search(folded)):
        texts = [folded[: found.start(2)], *_AND_THAN.split(found[2])]
    elif question.intent is not Intent.YES_NO and (found := _WHICH_OF.search(folded) or _OR.search(folded)):
        texts = [found[1], found[2]]
    else:
        return ()
    found_sides = tuple(frozenset(s for s in stems(t) if not s.isdigit()) for t in texts)
    return found_sides[:_MOST] if all(found_sides) else ()


def compared(question: Question, candidates: Sequence[Candidate]) -> Compared | None:
    """The figures that the question sets side by side; None when no table, chart or row of figures has them.

    Among figures that differ from a good candidate in one label, each side must name one of its own; of two
    figures only, one may go unnamed (« voté » for « Prévu »), and so may the figure as a whole beside means.
    """
    asked = sides(question)
    figures = [c for c in candidates if c.fact is not None]
    if not asked or not figures:
        return None
    for anchor in figures:
        if anchor.score < figures[0].score - _MARGIN:
            return None
        for family, place in _families(anchor):
            labels = [label_at(f, place) for f in family]
            chosen = _assigned(asked, labels, lenient=anchor.score >= figures[0].score - _CLOSE)
            if 0 in chosen:  # the anchor is one of them
                facts = tuple(family[i] for i in chosen)
                return Compared(facts, tuple(labels[i] for i in chosen), anchor.report, anchor)
    return None


def _families(anchor: Candidate) -> Iterator[tuple[tuple[Fact, ...], int]]:
    assert anchor.fact is not None
    for place, others in relatives(anchor.fact, anchor.report.facts).items():
        others = [f for f in others if not is_derived(label_at(f, place))]
        labels = {label_at(f, place) for f in (anchor.fact, *others)}
        if len(labels) == len(others) + 1:  # else what sets them apart is not known
            yield (anchor.fact, *others), place


def _assigned(asked: Sequence[Side], labels: Sequence[str], *, lenient: bool) -> tuple[int, ...]:
    """For each side the place of its label; empty when the labels do not tell.

    A word that two sides share names neither. `lenient`: one side may go without a name of its own.
    """
    if len(labels) > _LABELS:
        return ()
    common = frozenset.intersection(*asked)
    own = [side - common for side in asked]
    words = [distinctive(labels, label) for label in labels]
    best: tuple[int, ...] = ()
    most = 0
    for places in permutations(range(len(labels)), len(asked)):
        named = sum(mentions(sorted(side), words[at]) for side, at in zip(own, places, strict=True))
        if named > most:
            best, most = places, named
    whole = len(labels) == len(asked)
    unnamed = [i for i in best if not labels[i]]
    enough = most == len(asked) or (lenient and most == len(asked) - 1 and (whole or bool(unnamed)))
    return best if enough and most else ()
