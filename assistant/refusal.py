"""An honest no that helps: what was looked for, what is there instead, and where to look."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import AnswerKind, Citation
from assistant.citing import cite_candidate
from assistant.evidence import Candidate
from assistant.found import Found, confidence
from assistant.question import Question
from assistant.series import years_given
from assistant.wording import listed, subject
from index.words import fold, tokens

_WORDS = 8
_WORD = re.compile(r"(?:(?<=[ldnsLDNS]['’])|(?<![\w'’]))[^\W_](?:[\w.@-]*\w)?")
_NEAR = 0.2  # of confidence, from which what is nearest is shown
_LONGEST = 600  # characters of what is shown
_OFFERED = 3  # years that can be asked for instead
_LOOKED_AT = 5  # candidates among which the nearest place is chosen


def refusal(
    question: Question, candidates: Sequence[Candidate], unknown: Sequence[str], near: Found | None = None
) -> Found:
    """What is not found, and the nearest place; what stands there when it is not far from an answer, and what
    can be asked instead.

    `near` is what would have been told, had it been surer.
    """
    missing = {t.word for t in question.terms if t.stem in unknown and t.emphasis >= 1}
    words = [f"« {w} »" for w in dict.fromkeys(re.findall(r"\w+", question.text)) if fold(w) in missing]
    text = "Je n'ai pas trouvé de réponse à cette question dans les rapports indexés."
    if sought := _sought(question):
        text += f" J'ai cherché : {sought}."
    if words:
        text = f"Les rapports indexés ne parlent pas de {' ni de '.join(words)}."
    if not candidates:
        return Found(text, AnswerKind.REFUSAL, (), (), 1.0)
    nearest = next((c for c in candidates[:_LOOKED_AT] if _other_years(question, c)), candidates[0])
    citation = cite_candidate(nearest)
    years = _other_years(question, nearest)
    other = _given_for(question, nearest, years) if years else ""
    text = other or text
    if near is not None and not other and near.confidence >= _NEAR and len(near.text) <= _LONGEST:
        text = text.replace("de réponse", "de réponse sûre", 1)
        if near.kind is AnswerKind.CHOICES:  # less its lead and, of a choice, its question
            shown = near.text.splitlines()[1:]
            text = "\n".join((f"{text} Le plus proche :", *(shown[:-1] if near.choices else shown)))
        else:
            text += f" Le plus proche, dans {_place(near.citations[0])} : {near.text}"
        return Found(text, AnswerKind.REFUSAL, near.citations, (), 1 - near.confidence, near.choices)
    what = f"« {subject(nearest.fact)} », dans " if nearest.fact and not other else ""
    text += f" Le plus proche : {what}{_place(citation)}."
    instead = tuple(question.at(year).text for year in years[-_OFFERED:])
    return Found(text, AnswerKind.REFUSAL, (citation,), (), 1 - confidence(nearest), instead)


def _place(citation: Citation) -> str:
    section = f"la partie « {citation.section[-1]} » du " if citation.section else "le "
    return f"{section}rapport « {citation.title} », page {citation.page_label or citation.page}"


def _sought(question: Question) -> str:
    """The words that were looked for, as the reader wrote them: « taux, absentéisme, agents »."""
    sought = {t.word for t in question.terms if t.emphasis >= 1}
    words = [w for w in dict.fromkeys(_WORD.findall(question.core)) if sought.intersection(tokens(w))]
    return ", ".join(words[:_WORDS])


def _other_years(question: Question, nearest: Candidate) -> tuple[int, ...]:
    """The years for which the nearest figure is there, when those asked about are not among them."""
    if nearest.fact is None or nearest.misses(question) != "period" or nearest.score_any_year < 0:
        return ()
    years = years_given(nearest.fact, nearest.report)
    return () if set(years) & set(question.years) else years


def _given_for(question: Question, nearest: Candidate, years: Sequence[int]) -> str:
    """« Pas de chiffre pour 2019 ; … est donné pour 2020 à 2023. »"""
    assert nearest.fact is not None
    asked = listed(question.years)
    return f"Pas de chiffre pour {asked} ; « {subject(nearest.fact)} » est donné pour {listed(years)}."
