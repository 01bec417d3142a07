"""What a report is called, whose it is and which year it is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.content import Document, Piece
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


def identify(document: Document, path: Path, pieces: Sequence[Piece]) -> Identity:
    """Read title, organisation and period from the file's own properties, its first pages and its name."""
    cover = [piece for piece in pieces if piece.page <= _COVER_PAGES]
    title = _own_title(document.title, path, cover) or _cover_title(cover) or _readable(path.stem)
    return Identity(title, _organisation(document.author, title, pieces), _period(title, path, pieces))


# Title

_FILE_NAME = re.compile(r"\.(?:docx?|pptx?|xlsx?|od[tps]|indd|pub|pdf|ai|psd|rtf|tmp|html?|dotx?)\b", re.I)
_DEFAULT = re.compile(
    r"(?i)\W*(?:microsoft\s+\w+(?:\s*-.*)?|untitled|sans[\s-]titre|sans nom|document|présentation powerpoint|"
    r"powerpoint presentation|présentation|presentation|diapositive|slide|mise en page|layout|titre|title|"
    r"print|impression|classeur|feuil|book|model|modèle|template|scan|numérisation|image|export|rapport|"
    r"report|page de garde|couverture|nom du document|titre du document|brochure|plaquette|powerpoint|word)[\s\d_()-]*"
)


def _own_title(title: str, path: Path, cover: Sequence[Piece]) -> str:
    """The title in the file's properties, unless it is a default, a file name or a template's leftover."""
    bare = re.sub(r"\s+", " ", title).strip()
    if not bare or _DEFAULT.fullmatch(bare) or _FILE_NAME.search(bare) or _folded(bare) == _folded(path.stem):
        return ""
    if "_" in bare or len(_words(bare)) < 2 or len(bare) > 200 or bare.islower():
        return ""
    shown = _folded(" ".join(piece.text for piece in cover))
    words = [_folded(word) for word in _words(bare) if len(word) > 2]
    known = sum(word in shown for word in words)
    years = re.findall(r"\d{4}", bare)
    return bare if words and known >= 0.6 * len(words) and all(year in shown for year in years) else ""


def _cover_title(cover: Sequence[Piece]) -> str:
    """The largest text of the first page that has any, with the lines of about its size beside it."""
    for page in range(1, _COVER_PAGES + 1):
        texts = [
            piece
            for piece in cover
            if piece.page == page
            and piece.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH}
            and _words(piece.text)
            and len(piece.text.split()) <= _TITLE_WORDS
        ]
        if texts:
            return _largest(texts)
    return ""


def _largest(texts: list[Piece]) -> str:
    sizes = sorted({piece.size for piece in texts}, reverse=True)
    for size in sizes[:4]:
        lines = [piece.text for piece in texts if piece.size >= _SAME_SIZE * size]
        title = re.sub(r"\s+", " ", " ".join(dict.fromkeys(lines))).strip(" -–—•:")
        if len(_words(title)) >= 2:
            return _sentence_case(" ".join(title.split()[:_TITLE_WORDS]))
    return ""


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


# Organisation

_BODY = (
    r"(?:communauté(?:s)?\s+(?:de\s+communes|d['’]agglomération|urbaine)|métropole|"
    r"(?:commune|ville|mairie|département|région|pays|canton)\s+(?:de|du|des|d['’])|"
    r"conseil\s+(?:départemental|régional|général|national|supérieur|d['’]État|économique)|"
    r"syndicat|ministère|secrétariat\s+(?:général|d['’]État)|préfecture|sous-préfecture|"
    r"direction\s+(?:générale|régionale|départementale|interministérielle|interdépartementale|nationale|des?\s|du\s)|"
    r"université|école\s+(?:nationale|normale|supérieure|polytechnique)|académie\s+d|rectorat|institut|"
    r"agence|observatoire|office|établissement\s+public|autorité|haute\s+autorité|cour\s+des\s+comptes|"
    r"chambre\s+(?:de|d['’]|des|régionale)|caisse|centre\s+(?:hospitalier|communal|de\s+gestion|national)|"
    r"hôpita(?:l|ux)|groupement|régie|service\s+(?:départemental|public|national|commun)|parc\s+(?:naturel|national)|"
    r"fédération|association|conférence|mission|fondation|société\s+(?:publique|d['’]économie)|"
    r"CCAS|CIAS|SDIS|SIVOM|SIVU|SICTOM|SMICTOM|SPANC|CHU|CHRU|ARS|DREAL|PETR)"
)
_NAMED = re.compile(rf"(?:\A|(?<=[\W_]))(?:(?:le|la|les|l['’])\s*)?(?P<name>{_BODY}.*)", re.I)
_LINK = re.compile(r"(?:de|du|des|d|la|le|les|l|et|à|au|aux|en|sur|sous|pour|lès|lez|ses)", re.I)
_STOP = re.compile(r"\s+[-–—|]\s+|[;:.!?()«»/]|,(?!\s+de\b)|\b(?:19|20)\d\d\b|\s+(?:est|a|sont|ont|qui)\s")


def _organisation(author: str, title: str, pieces: Sequence[Piece]) -> str:
    """The author when it is a body; else the body that the first pages name, the whole report most often."""
    own = re.sub(r"\s+", " ", author).strip()
    if re.match(_BODY, own, re.I) and len(own) < 120:
        return own
    cover = [piece for piece in pieces if piece.page <= _COVER_PAGES and piece.table is None]
    named = Counter[str]()
    for piece in cover:
        weight = 3 if piece.page == 1 else 1
        for line in [piece.text, title] if piece.page == 1 else [piece.text]:
            name = _body_in(line)
            if name:
                named[name] += weight + (3 if len(line.split()) <= len(name.split()) + 3 else 0)
    if not named:
        return ""
    text = " ".join(piece.text for piece in pieces).casefold()
    return max(named, key=lambda name: named[name] + min(10, text.count(name.casefold())))


def _body_in(line: str) -> str:
    """The name of the body in a line, from its kind (« Syndicat… ») to the end of its proper name."""
    match = _NAMED.search(line)
    if match is None:
        return ""
    name = _STOP.split(match["name"], maxsplit=1)[0].strip(" ,-–—'’")
    kind = re.match(_BODY, name, re.I)
    if kind is None or not name[:1].isupper():
        return ""
    words = name.split()
    if len(words) > 12:
        words = _proper(words)
    while words and _LINK.fullmatch(words[-1].strip("'’")):
        words.pop()
    name = " ".join(words)
    return name if len(words) >= 2 and len(name) > (kind.end() if kind else 0) - 1 else ""


def _proper(words: list[str]) -> list[str]:
    """Of a line that runs on, the words up to the last capital before two lower-case ones in a row."""
    kept = words[:2]
    plain = 0
    for word in words[2:12]:
        plain = 0 if word[:1].isupper() or _LINK.fullmatch(word.split("'")[0].split("’")[0]) else plain + 1
        if plain == 2:
            return kept[:-1]
        kept.append(word)
    return kept


# Period

_ABOUT = re.compile(
    r"(?i)\b(?:rapport|bilan|exercice|année|activités?|comptes?|budget|chiffres|données|panorama|baromètre|"
    r"résultats|situation|statistiques|campagne|saison|indicateurs|au titre de)\b[^.;\n]{0,70}$"
)
_PUBLISHED = re.compile(
    r"(?i)\b(?:édition|publi|imprim|dépôt légal|mise? à jour|version|créé|copyright|©|approuv|adopt|présent|"
    r"loi|décret|arrêté|depuis|fondé|créée?|dès|horizon|jusqu)\w*[^.;\n]{0,40}$"
)


def _period(title: str, path: Path, pieces: Sequence[Piece]) -> str | None:
    """The year (or school year) with the most evidence: title, then file name and cover, then frequency."""
    votes: defaultdict[str, float] = defaultdict(float)
    for value, weight in (*_in_title(title), *_in_name(path.stem), *_on_cover(pieces), *_in_text(pieces)):
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


def _on_cover(pieces: Sequence[Piece]) -> list[_Vote]:
    """What the first pages say it is about weighs more than a bare year, and that more than a date."""
    votes: dict[str, float] = {}
    for piece in pieces:
        if piece.page > _COVER_PAGES or piece.table is not None or len(piece.text.split()) > 60:
            continue
        for period in find_periods(piece.text):
            before = piece.text[: period.start]
            value = _year_or_pair(period.value)
            if value is None or _PUBLISHED.search(before):
                continue
            weight = 4.0 if _ABOUT.search(before) else 1.5 if period.value != value else 2.0
            votes[value] = max(votes.get(value, 0.0), weight if piece.page == 1 else weight / 2)
    return list(votes.items())


def _in_text(pieces: Sequence[Piece]) -> list[_Vote]:
    """Up to 3 for the year named most: it only decides when title, name and cover do not."""
    counts = Counter(
        year for piece in pieces for year in re.findall(r"(?<![\d.,/])(?:19|20)\d\d(?![\d.,]\d)", piece.text)
    )
    most = max(counts.values(), default=0)
    return [(year, 3.0 * count / most) for year, count in counts.items() if most > 1]


def _years(text: str) -> list[str]:
    return [value for period in find_periods(text) if (value := _year_or_pair(period.value))]


def _year_or_pair(period: str) -> str | None:
    """The year of a date, a month or a range; a school year as it is."""
    if re.fullmatch(r"\d{4}-\d{4}", period):
        return period
    year = year_of(period)
    return str(year) if year else None
