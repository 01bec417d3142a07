"""The same question as others type it: without accents, in capitals, misspelt, politely, as keywords."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from evals.folding import fold
from evals.questions import Question
from index.words import STOP_WORDS

_ASKING = frozenset(
    "combien quel quelle quels quelles qui que quoi quand comment pourquoi est sont etait etaient ont donne "
    "donner peux pouvez dire moi".split()
)
_WORD = re.compile(r"[^\W\d_]{6,}")


def without_accents(text: str) -> str:
    """« Où était-ce ? » → « Ou etait-ce ? »"""
    plain = text.replace("œ", "oe").replace("Œ", "Oe")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def misspelt(text: str) -> str:
    """Two letters changed over in the middle of the longest word; as it was when no word has six letters."""
    longest = max(_WORD.finditer(text), key=lambda m: len(m[0]), default=None)
    if longest is None:
        return text
    at = longest.start() + len(longest[0]) // 2
    return f"{text[: at - 1]}{text[at]}{text[at - 1]}{text[at + 1 :]}"


def polite(text: str) -> str:
    """With a greeting before and thanks after."""
    return f"Bonjour, je voudrais savoir : {text[:1].lower()}{text[1:]} Merci beaucoup."


def keywords(text: str) -> str:
    """The words that say what is asked about, and nothing else; as it was when there is none."""
    words = re.findall(r"[\w%€]+(?:[-.][\w]+)*", text)
    kept = [w for w in words if fold(w) not in STOP_WORDS | _ASKING and (len(w) > 1 or w in "%€")]
    return " ".join(kept) or text


VARIANTS: Mapping[str, Callable[[str], str]] = {
    "sans accents": without_accents,
    "en capitales": str.upper,
    "une faute de frappe": misspelt,
    "avec des formules": polite,
    "mots-clés": keywords,
}


def vary(questions: Sequence[Question], variant: str) -> tuple[Question, ...]:
    """The same questions, typed otherwise, by the same ids."""
    change = VARIANTS[variant]
    return tuple(replace(q, question=change(q.question)) for q in questions)
