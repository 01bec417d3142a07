"""What a report is called, whose it is and which year it is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus.content import Document, Piece
from corpus.organisation import body_in, organisation_of
from corpus.periods import find_periods, year_of
from corpus.report import BlockKind

_COVER_PAGES = 3
_TITLE_WORDS = 24
_SAME_SIZE = 0.84  # lines of a title may differ this much in size


@dataclass(frozen=True, slots=True)
class Identity:
    """`organisation` is "" and `period` None when the report does not say."""

    title: str
    organisation: str
    period: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says a report is, where it was read wrongly; "" leaves what was read."""

    title: str = ""
    organisation: str = ""
    period: str = ""

    def of(self, read: Identity) -> Identity:
        """What was read, corrected."""
        return Identity(
            self.title or read.title, self.organisation or read.organisation, self.period or read.period
        )


def identify(document: Document, path: Path, pieces: Sequence[Piece], heads: Sequence[str] = ()) -> Identity:
    """Read title, organisation and period from the file's own properties, its first pages and its name.

    `heads` are the running heads and feet of the first pages, which `pieces` no longer have.
    """
    cover = [piece for piece in pieces if piece.page <= _COVER_PAGES]
    title = (
        _own_title(document.title, path, cover, heads) or _cover_title(cover, pieces) or _readable(path.stem)
    )
    return Identity(
        title, organisation_of(document.author, title, pieces, heads), _period(title, path, pieces, heads)
    )


# Title

_FILE_NAME = re.compile(r"\.(?:docx?|pptx?|xlsx?|od[tps]|indd|pub|pdf|ai|psd|rtf|tmp|html?|dotx?)\b", re.I)
_CONTENTS = re.compile(r"(?i)\W*(?:sommaire|contents|table des matières|ordre du jour)\W*$")
_DEFAULT = re.compile(
    r"(?i)\W*(?:microsoft\s+\w+(?:\s*-.*)?|untitled|sans[\s-]titre|sans nom|document|présentation powerpoint|"
    r"powerpoint presentation|présentation|presentation|diapositive|slide|mise en page|layout|titre|title|"
    r"print|impression|classeur|feuil|book|model|modèle|template|scan|numérisation|image|export|rapport|"
    r"report|page de garde|couverture|brochure|plaquette|powerpoint|word|"
    r"adobe \w+(?: pdf)?)[\s\d_()-]*"
)


def _own_title(title: str, path: Path, cover: Sequence[Piece], heads: Sequence[str]) -> str:
    """The title in the file's properties, unless it is a default, a file name or a template's leftover."""
    bare = re.sub(r"\s+", " ", title).strip()
    if not bare or _DEFAULT.fullmatch(bare) or _FILE_NAME.search(bare) or _folded(bare) == _folded(path.stem):
        return ""
    if "_" in bare or len(_words(bare)) < 2 or len(bare) > 200 or bare.islower():
        return ""
    shown = _folded(" ".join((*heads, *(piece.text for piece in cover))))
    words = [_folded(word) for word in _words(bare) if len(word) > 2]
    known = sum(word in shown for word in words)
    years = re.findall(r"\d{4}", bare)
    return bare if words and known >= 0.6 * len(words) and all(year in shown for year in years) else ""


def _cover_title(cover: Sequence[Piece], pieces: Sequence[Piece]) -> str:
    """The largest text of the first page that has any; its first lines when all is of one size."""
    body = _body_size(pieces)
    for page in range(1, _COVER_PAGES + 1):
        texts = [
            piece
            for piece in cover
            if piece.page == page
            and piece.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.KEY_FIGURE}
            and _words(piece.text)
            and len(piece.text.split()) <= _TITLE_WORDS
            and not _CONTENTS.match(piece.text)
        ]
        if texts:
            title = _largest(texts) if max(t.size for t in texts) > 1.15 * body else _first(texts)
            return _completed(title, [piece for piece in cover if piece.page == page])
    return ""


def _body_size(pieces: Sequence[Piece]) -> float:
    letters: Counter[float] = Counter()
    for piece in pieces:
        letters[piece.size] += len(piece.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _largest(texts: Sequence[Piece]) -> str:
    for size in sorted({piece.size for piece in texts}, reverse=True)[:4]:
        lines = [piece.text for piece in texts if piece.size >= _SAME_SIZE * size]
        title = _joined(lines)
        if len(_words(title)) >= 2:
            return title
    return _joined([texts[0].text])


def _completed(title: str, texts: Sequence[Piece]) -> str:
    """A title that gives no date, or only a body's name, with the short line after it that says more."""
    if find_periods(title) and body_in(title) != title:
        return title
    for piece, following in pairwise(texts):
        if title.endswith(_joined([piece.text])) and len(following.text.split()) <= 8:
            more = _joined([following.text])
            says_more = find_periods(more) and not _DATED_BY_PRINTER.match(more)
            return f"{title} – {more}" if says_more else title
    return title


def _first(texts: Sequence[Piece]) -> str:
    """The headings or bold lines at the top of the page, else its first line."""
    strong: list[str] = []
    for piece in texts[:4]:
        words = len(" ".join((*strong, piece.text)).split())
        if (piece.kind is not BlockKind.HEADING and not piece.bold) or (strong and words > 16):
            break
        strong.append(piece.text)
    return _joined(strong or [texts[0].text])


def _joined(lines: Sequence[str]) -> str:
    title = re.sub(r"\s+", " ", " ".join(dict.fromkeys(lines))).strip(" -–—•:")
    return _sentence_case(" ".join(title.split()[:_TITLE_WORDS]))


def _sentence_case(title: str) -> str:
    """Spaced-out capitals tightened: « R A P P O R T » reads « RAPPORT »."""
    return re.sub(r"\b(?:[A-ZÀ-Ý] ){2,}[A-ZÀ-Ý]\b", lambda match: match[0].replace(" ", ""), title)


def _readable(stem: str) -> str:
    text = re.sub(r"[\s_]+|(?<!\d)-|-(?!\d)", " ", stem).strip()
    return text[:1].upper() + text[1:]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", text)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


# Period

_ABOUT = re.compile(
    r"(?i)\b(?:rapport|bilan|exercice|année|activités?|comptes?|budget|chiffres|données|panorama|baromètre|"
    r"résultats|situation|statistiques|campagne|saison|indicateurs|au titre de)\b[^.;\n]{0,70}$"
)
_PUBLISHED = re.compile(
    r"(?i)\b(?:édition|publi|imprim|dépôt légal|mise? à jour|version|créé|copyright|©|approuv|adopt|présent|"
    r"loi|décret|arrêté|depuis|fondé|créée?|dès|horizon|jusqu)\w*[^.;\n]{0,40}$"
)

_DATED_BY_PRINTER = re.compile(r"(?i)\W*(?:édition|publi|imprim|version|mise? à jour)")


def _period(title: str, path: Path, pieces: Sequence[Piece], heads: Sequence[str]) -> str | None:
    """The year (or school year) with the most evidence: title, then file name and cover, then frequency."""
    votes: defaultdict[str, float] = defaultdict(float)
    cover = [p.text for p in pieces if p.page == 1 and not p.table and len(p.text.split()) < 60]
    inside = [
        p.text for p in pieces if 1 < p.page <= _COVER_PAGES and not p.table and len(p.text.split()) < 60
    ]
    found = (*_in_title(title), *_in_name(path.stem), *_stated([*cover, *heads], 1.0), *_stated(inside, 0.5))
    for value, weight in (*found, *_in_text(pieces)):
        votes[value] += weight
    return max(votes, key=lambda value: (votes[value], value)) if votes else None


_Vote = tuple[str, float]


def _in_title(title: str) -> list[_Vote]:
    years = _years(title)
    # « 2022 et 2023 »: a report on two years is filed under the later.
    return [(max(years), 8.0)] if years else []


def _in_name(stem: str) -> list[_Vote]:
    pair = re.search(r"(?<!\d)(20\d\d)[-_ ](20\d\d)(?!\d)", stem)
    if pair and int(pair[2]) == int(pair[1]) + 1:
        return [(f"{pair[1]}-{pair[2]}", 4.0)]
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?=\D|\d{4}\b|$)", stem)
    return [(max(years), 4.0)] if years else []


def _stated(texts: Sequence[str], trust: float) -> list[_Vote]:
    """What says that the report is about a year weighs more than a bare year, and that more than a date."""
    votes: dict[str, float] = {}
    for text in texts:
        for period in find_periods(text):
            before = text[: period.start]
            value = _year_or_pair(period.value)
            if value and not _PUBLISHED.search(before):
                weight = 4.0 if _ABOUT.search(before) else 1.5 if period.value != value else 2.0
                votes[value] = max(votes.get(value, 0.0), trust * weight)
    return list(votes.items())


def _in_text(pieces: Sequence[Piece]) -> list[_Vote]:
    """Up to 3 for the year named most: it only decides when title, name and cover do not."""
    counts = Counter(
        year for piece in pieces for year in re.findall(r"(?<![\d.,/])(?:19|20)\d\d(?![\d.,]\d)", piece.text)
    )
    most = max(counts.values(), default=0)
    return [(year, 3.0 * count / most) for year, count in counts.items() if most > 1]


def _years(text: str) -> list[str]:
    """The years of a title, those of a publication only when it has no other."""
    found = [(_year_or_pair(p.value), _PUBLISHED.search(text[: p.start])) for p in find_periods(text)]
    own = [value for value, published in found if value and not published]
    return own or [value for value, _ in found if value]


def _year_or_pair(period: str) -> str | None:
    """The year of a date, a month or a range; a school year as it is."""
    if re.fullmatch(r"\d{4}-\d{4}", period):
        return period
    year = year_of(period)
    return str(year) if year else None
