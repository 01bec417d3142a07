"""What kind of thing broke, from which measures got worse: a guess that says where to look first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from evals.comparison import Comparison, MeasureChange, Pair

_MANY = 0.25  # of the questions that a measure applies to, from which a loss is no accident
_SHARE = 0.6  # of the losses that say one thing


def diagnose(found: Comparison) -> tuple[str, ...]:
    """The likely causes of what got worse, each a sentence; none where nothing did."""
    return tuple(_causes(found))


def _causes(found: Comparison) -> Iterator[str]:
    lost = {change.measure.key: change for change in found.measures if change.lost > change.gained}
    pairs = [pair for pair in found.pairs if pair.lost]
    if "page" in lost and _is_off_by_one(pairs):
        yield (
            "Pages citées décalées d'une page : l'attribution des pages, numéro du PDF contre numéro imprimé."
        )
    if "section" in lost and _pathless(pairs):
        yield "Parties perdues : des citations n'ont plus de chemin de parties (signets, titres)."
    if _many(lost.get("refusal_recall")) and "needless_refusal" not in lost:
        yield "Seuil de refus trop bas : des questions sans réponse en reçoivent une."
    if _many(lost.get("needless_refusal")):
        yield "Seuil de refus trop haut : des questions qui ont une réponse sont refusées."
    if "wrong_figure" in lost and _same_page_other_figure(pairs):
        where = _most([pair.after.kind for pair in pairs if _is_wrong(pair)])
        yield (
            f"Autres chiffres des mêmes pages (surtout « {where} ») : une colonne ou une ligne de tableau "
            "lue de travers, ou une année prise pour une autre."
        )
    if "recall_5" in lost and _many(lost["recall_5"]):
        yield "La recherche trouve moins souvent la bonne page : vecteurs, mots ou classement."
    if found.latency and found.latency.slower:
        yield "Réponses plus lentes, à machine égale : la recherche ou le choix de la réponse."


def _many(change: MeasureChange | None) -> bool:
    return change is not None and change.lost - change.gained >= max(2, _MANY * change.count)


def _is_off_by_one(pairs: Sequence[Pair]) -> bool:
    moved = [
        after[0].page - before[0].page
        for p in pairs
        if (before := p.before.citations)
        and (after := p.after.citations)
        and before[0].report == after[0].report
        and any(m.key == "page" for m in p.lost)
    ]
    count = Counter(moved)
    return bool(moved) and max(count[1], count[-1]) >= _SHARE * len(moved)


def _pathless(pairs: Sequence[Pair]) -> bool:
    of_section = [p for p in pairs if any(m.key == "section" for m in p.lost)]
    shorter = [
        p
        for p in of_section
        if p.after.citations
        and p.before.citations
        and len(p.after.citations[0].section) < len(p.before.citations[0].section)
    ]
    return bool(of_section) and len(shorter) >= _SHARE * len(of_section)


def _is_wrong(pair: Pair) -> bool:
    return any(m.key == "wrong_figure" for m in pair.lost)


def _same_page_other_figure(pairs: Sequence[Pair]) -> bool:
    wrong = [p for p in pairs if _is_wrong(p)]
    same = [p for p in wrong if _places(p.before.citations[:1]) == _places(p.after.citations[:1])]
    return bool(wrong) and len(same) >= _SHARE * len(wrong)


def _places(citations: Sequence[object]) -> list[tuple[object, object]]:
    return [(getattr(c, "report", ""), getattr(c, "page", 0)) for c in citations]


def _most(names: Sequence[str]) -> str:
    return Counter(names).most_common(1)[0][0]
