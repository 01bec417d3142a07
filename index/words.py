"""Words as the index sees them: folded French stems, and BM25 over them (Lucene's variant)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import bm25s
import numpy as np
import snowballstemmer
from numpy.typing import NDArray

_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?(?!\d)")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:\d+)?")
START = 4  # letters that words of one family share
_stemmer = snowballstemmer.stemmer("french")

# Function words of French, folded; elided forms (l', d', qu'…) come out as one letter or "qu".
STOP_WORDS = frozenset(
    """a ai ainsi alors apres as au aucun aussi autre aux avait avant avec avez avoir avons c ce ceci cela
    celle celles celui ces cet cette ceux chaque ci comme comment d dans de depuis des dont du elle elles en
    encore entre es est et etaient etait etant etc ete etes etre eu eut fait faire faut font fut furent il
    ils j je jusqu jusque l la le les leur leurs lors lorsque lui m ma mais me meme memes mes moi mon n ne
    ni non nos notre nous on ont ou par parmi pas pendant peu peut plus pour pourquoi pouvez puis qu quand
    que quel quelle quelles quels qui quoi s sa sans se selon sera seront ses si sinon soit son sont sous
    suis sur t ta tandis te tel telle telles tels tes toi ton tous tout toute toutes tres tu un une va vers
    voici voila vont vos votre vous y""".split()
)


def fold(text: str) -> str:
    """Lower case without accents, ligatures opened: « Œuvré » → "oeuvre"."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word. Folding first makes « collectée » and "collectee" meet, and a second
    pass over what ends in -e brings participles to their noun: « collectée », « collecte » → "collect"."""
    first = str(_stemmer.stemWord(word))
    return str(_stemmer.stemWord(first)) if first.endswith("e") else first


def tokens(text: str) -> list[str]:
    """Every word and number of a text, folded: « l'eau : 1 234,5 m³ » → ["l", "eau", "1234,5", "m3"]."""
    folded = fold(_NUMBER.sub(lambda m: re.sub(r"\s", "", m.group()), text))
    return _TOKEN.findall(folded)


def stems(text: str) -> list[str]:
    """Stems of the content words and the numbers of a text, in order."""
    return [stem(t) for t in tokens(text) if t not in STOP_WORDS]


class WordIndex:
    """BM25 over documents given as lists of stems, with the inverse document frequency of a stem."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        self._frequency: dict[str, int] = {}
        for document in documents:
            for term in set(document):
                self._frequency[term] = self._frequency.get(term, 0) + 1
        self._vocabulary = tuple(self._frequency)
        self._by_start: dict[str, list[str]] = {}
        for term in self._vocabulary:
            self._by_start.setdefault(term[:START], []).append(term)
        self._bm25 = bm25s.BM25(k1=1.2, b=0.75)
        if self._frequency:
            self._bm25.index([list(d) for d in documents], show_progress=False)

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """One BM25 score per document, shape (documents,)."""
        known = [t for t in query if t in self._frequency]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def idf(self, term: str) -> float:
        """ln(1 + (N - n + 0.5) / (n + 0.5)), as in BM25; a term never seen weighs the most."""
        n = self._frequency.get(term, 0)
        return float(np.log(1 + (self._size - n + 0.5) / (n + 0.5)))

    def knows(self, term: str) -> bool:
        """Whether any document holds the stem."""
        return term in self._frequency

    def vocabulary(self) -> tuple[str, ...]:
        """Every stem of the index."""
        return self._vocabulary

    def starting_with(self, start: str) -> Sequence[str]:
        """The stems whose first `START` letters are `start`."""
        return self._by_start.get(start, ())
