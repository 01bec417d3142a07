"""The highest or lowest of the figures that differ in one label: « quel mois… le plus ? »."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.comparison import sides
from assistant.evidence import Candidate
from assistant.family import (
    NAMED,
    alike,
    distinctive,
    is_aggregate,
    is_derived,
    label_at,
    mentions,
    names_measure,
    own_label,
    parts,
    relatives,
)
from assistant.intent import OF
from assistant.question import Intent, Question
from assistant.series import hold_together, series, years_given
from corpus.report import Fact, FactSource, Report
from index.words import STOP_WORDS, fold, stem, tokens

_MARGIN = 3.0  # log-odds under the best figure within which a table of the kind asked for is looked at
_CLOSE = 0.8  # the same for a table that does not say of what kind its labels are
_SUPERLATIVE = re.compile(
    r"\bl[ea]s? (?:plus|moins|mieux)\b|\b(?:record|pic|maxim\w+|minim\w+|en tete|principal\w*|majorit\w+)\b"
)
_YEARS = ("annee", "annees", "an", "exercice")
_NEAR = 1.5  # the same for a table whose labels are of no kind that is known
_FEW = 3  # tables that each give one figure, from which on they make a family
_ASKED = re.compile(
    rf"\bquel(?:le)?s? {OF}(?:types? d(?:e |')|sortes? d(?:e |')|categories? d(?:e |'))?(\w+)"
)
_UNKNOWN = re.compile(
    r"\b(?:non renseigne|inconnu|sans reponse|non precise|ne se prononce|non concerne|nr\b)"
)
_BY = re.compile(r"\b(?:par|selon(?: le| la| les| l')?|quel(?:le)?s?)\s+(\w+)")
_OF_MANY = re.compile(r"(\w+s) des \w+")  # « Professeurs des universités » are no universities
_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
# Labels of a kind that no header needs to name.
_KINDS = {
    "mois": re.compile(rf"(?:{_MONTHS})\b.*"),
    "jour": re.compile(r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b.*"),
    "heure": re.compile(r"(?:[01]?\d|2[0-4]) ?(?:h.*)?"),
    "annee": re.compile(r"(?:19|20)\d\d"),
    "tranche": re.compile(r".*\d.*(?:ans?|\[|\])?.*"),
}


@dataclass(frozen=True, slots=True)
class Extreme:
    """The winning fact, the label that sets it apart, and how many it was compared with;
    `highest` tells the most from the least."""

    fact: Fact
    label: str
    compared: int
    highest: bool = True


def winner(question: Question, candidates: Sequence[Candidate]) -> tuple[Candidate, Extreme] | None:
    """The highest or lowest figure of the best family, with the candidate that led to it.

    A family whose labels are of the kind asked for (« quelle commune ») comes first, even when others rank
    a little better; without one, the best figure's own.
    """
    which = _which(question)
    if which is None or sides(question):  # of two that it names, the most of all is no answer
        return None
    figures = [c for c in candidates if c.fact is not None]
    kind = _kind_asked(question)
    stems = [t.stem for t in question.terms if t.emphasis >= 1]
    if kind in _YEARS:
        return _best_year(figures, stems, which)
    for anchor in _of_each_block(figures, stems, _MARGIN) if kind else ():
        assert anchor.fact is not None
        for family, place in families(anchor.fact, anchor.report.facts):
            labels = [label_at(f, place) for f in family]
            if _is_of_kind(kind, anchor, labels, place):
                won = _best(family, labels, which)
                if won:
                    hour = kind.startswith("heure") and won.label.isdigit()
                    return anchor, replace(won, label=f"{won.label} h") if hour else won
    if not figures or figures[0].score < candidates[0].score - _behind(candidates[0]):
        return None
    for anchor in _of_each_block(figures, stems, _NEAR):
        assert anchor.fact is not None
        facts = anchor.report.facts
        won = extreme(anchor.fact, facts, which, stems) or _across(anchor.fact, anchor.report, which)
        if won and won.compared >= (_FEW if kind else 2):  # of no known kind, two may be two measures
            return anchor, won
    return None


def _which(question: Question) -> Intent | None:
    """Highest or lowest; « en quelle année… le plus » asks for one too, whatever else it asks."""
    if question.intent in (Intent.HIGHEST, Intent.LOWEST):
        return question.intent
    if question.intent is Intent.DATE and (found := _SUPERLATIVE.search(fold(question.text))):
        return Intent.LOWEST if "moins" in found.group() else Intent.HIGHEST
    return None


def _behind(best: Candidate) -> float:
    """How far a figure may be behind the best candidate: a sentence that says which is the most answers."""
    text = best.hit.entry.passage.text[best.sentence.start : best.sentence.end] if best.fact is None else ""
    return _CLOSE if _SUPERLATIVE.search(fold(text)) else _MARGIN


def _best_year(
    figures: Sequence[Candidate], asked: Sequence[str], which: Intent
) -> tuple[Candidate, Extreme] | None:
    """The year of the highest or lowest value of the best figure that its table gives over the years."""
    for anchor in _of_each_block(figures, asked, _MARGIN):
        assert anchor.fact is not None
        points = series(anchor, years_given(anchor.fact, anchor.report), ())
        if len(points) > 1 and hold_together([p.fact for p in points]):
            family = [p.fact for p in points]
            won = _best(family, [str(p.year) for p in points], which)
            return (anchor, won) if won else None
    return None


def extreme(anchor: Fact, facts: Sequence[Fact], intent: Intent, asked: Sequence[str]) -> Extreme | None:
    """The highest (or lowest) of the anchor's fellows; None when it has fewer than two.

    Fellows stand in the same table or chart, with the same unit and period, and differ from the anchor in
    one label only. Where they could differ in two, the label whose values name what is asked (« quelle
    commune ») or that has the most values is taken. Totals and means do not compete.
    """
    open_to_choice = [f for f in families(anchor, facts) if not _is_settled(anchor, f[0], f[1], asked)]
    found = sorted(open_to_choice, key=lambda f: (-_names_axis(anchor, f[0], f[1], asked), -len(f[0])))
    for family, place in found:
        won = _best(family, [label_at(f, place) for f in family], intent)
        if won:
            return won
    return None


def _is_settled(anchor: Fact, family: Sequence[Fact], place: int, asked: Sequence[str]) -> bool:
    """Whether the question itself says which label is meant at a place: « le plus d'agents formés »."""
    labels = [label_at(f, place) for f in family]
    own = distinctive(labels, label_at(anchor, place))
    others = [distinctive(labels, label) - own for label in labels if label != label_at(anchor, place)]
    return mentions(asked, own) and not any(mentions(asked, other) for other in others)


def families(anchor: Fact, facts: Sequence[Fact]) -> Iterator[tuple[tuple[Fact, ...], int]]:
    """The anchor with those that differ from it in one label, for each label."""
    for place, others in relatives(anchor, facts).items():
        yield (anchor, *others), place


def _best(family: Sequence[Fact], labels: Sequence[str], intent: Intent) -> Extreme | None:
    competing = [
        (f, label)
        for f, label in zip(family, labels, strict=True)
        if label and not is_aggregate(label) and not is_derived(label) and not _UNKNOWN.search(fold(label))
    ]
    if len(competing) > 2:
        whole = sum(f.value for f, _ in competing)
        competing = [(f, label) for f, label in competing if f.value * 2 != whole or f.value <= 0]
    if len(competing) < 2:
        return None
    value = (max if intent is Intent.HIGHEST else min)(f.value for f, _ in competing)
    names = [label for _, label in competing]
    first = [(f, label) for f, label in competing if f.value == value]
    if len(first) > 2:
        return None  # no one comes first
    label = " et ".join(own_label(names, label) for _, label in first)
    return Extreme(first[0][0], label, len(competing), intent is Intent.HIGHEST)


def _across(anchor: Fact, report: Report, intent: Intent) -> Extreme | None:
    """The same figure of several small tables, each about one thing (« Finances – Jours »)."""
    mine = parts(anchor)
    if len(mine) < 2 or anchor.source is not FactSource.TABLE:
        return None
    family = [
        f
        for f in report.facts
        if f.source is anchor.source
        and (f.unit, f.period) == (anchor.unit, anchor.period)
        and (labels := parts(f))[-1] == mine[-1]
        and len(labels) == len(mine)
    ]
    heads = [" – ".join(parts(f)[:-1]) for f in family]
    one_each = len({f.block for f in family}) == len(family) == len(set(heads))
    return _best(family, heads, intent) if one_each and len(family) >= _FEW else None


def _of_each_block(figures: Sequence[Candidate], asked: Sequence[str], margin: float) -> Iterator[Candidate]:
    """The best candidate of each table or chart, best first; in a table, one whose measure is asked for."""
    blocks: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for c in figures:
        if c.fact is not None and c.score >= figures[0].score - margin:
            blocks[c.report.sha256, c.fact.block].append(c)
    for beside in blocks.values():
        yield max(beside, key=lambda c: c.score + (NAMED if c.fact and names_measure(asked, c.fact) else 0.0))


def _kind_asked(question: Question) -> str:
    """« mois » of « quel mois », « dechet » of « quel type de déchet »; empty for « qui », « le plus »."""
    for found in _ASKED.finditer(fold(question.core).replace("’", "'")):
        if found[1] not in STOP_WORDS and not re.match(r"(?:plus|moins|mieux)$", found[1]):
            return found[1]
    return ""


def _is_of_kind(kind: str, anchor: Candidate, labels: Sequence[str], place: int) -> bool:
    """Whether labels are of a kind: their form says so, or their header, or the title (« par commune »)."""
    known = _KINDS.get(kind.rstrip("s") if kind not in _KINDS else kind)
    plain = [fold(label).strip() for label in labels if label and not is_aggregate(label)]
    if known is not None and len(plain) > 2 and all(known.fullmatch(label) for label in plain):
        return True
    wanted = stem(kind)
    named = [stem(t) for label in labels for t in tokens(label)]
    if sum(alike(wanted, s) for s in named) >= len(labels):
        return True
    said = [stem(w) for w in _headers(anchor, place)]
    return any(alike(wanted, s) for s in said)


def _headers(anchor: Candidate, place: int) -> Sequence[str]:
    """The words that say what the labels are: the corner of a table, « par … » in the titles above."""
    assert anchor.fact is not None
    block = anchor.report.blocks[anchor.fact.block]
    titles = [anchor.fact.concept if place else ""]
    words: list[str] = []
    if block.table is not None:
        titles.append(block.table.title)
        corner = max(1, block.table.header_columns)
        for cell in block.table.cells:
            if cell.row < block.table.header_rows and cell.column < corner:
                words += tokens(_OF_MANY.sub(r"\1", cell.text))
    if block.chart is not None:
        titles.append(block.chart.title)
    folded = " ".join(fold(t).replace("’", "'") for t in titles)
    return [*words, *(w for w in _BY.findall(folded))]


def _names_axis(anchor: Fact, fellows: Sequence[Fact], axis: int, asked: Sequence[str]) -> bool:
    """Whether the labels along an axis hold a word of the question: « Commune de… » for « commune »."""
    words = {stem(t) for f in fellows for t in tokens(label_at(f, axis))}
    return bool((words - {stem(t) for t in tokens(label_at(anchor, axis))}) & set(asked))
