"""Whose report it is: the public body that its properties or its first pages name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.content import Piece
from corpus.report import BlockKind

_COVER_PAGES = 3
_LINE_WORDS = 25  # a longer text speaks of a body, it does not sign for it
_LINES = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.KEY_FIGURE})
_BODY = (
    r"(?:communautés?\s+(?:de\s+communes|d['’]agglomération|urbaine)|métropole|"
    r"(?:commune|ville|mairie|département|région|canton)\s+(?:de|du|des|d['’])|"
    r"conseil\s+(?:départemental|régional|général|national|supérieur|d['’]État|économique)|"
    r"syndicat|ministère|préfecture|sous-préfecture|"
    r"direction\s+(?:générale|régionale|départementale|interministérielle|interdépartementale|nationale|des?|du)|"
    r"université|école\s+(?:nationale|normale|supérieure|polytechnique)|académie\s+d|rectorat|institut|"
    r"agence|observatoire|office\s+(?:public|national|de|du|français)|établissement\s+public|"
    r"(?:haute\s+)?autorité|cour\s+des\s+comptes|chambre\s+(?:de|d['’]|des|régionale)|"
    r"caisse\s+(?:nationale|régionale|primaire|d['’]|de|des)|"
    r"centre\s+(?:hospitalier|communal|de\s+gestion|national|intercommunal)|hôpital|hôpitaux|"
    r"groupement\s+(?:hospitalier|de\s+coopération|d['’]intérêt)|régie\s+(?:de|des|du|municipale|départementale)|"
    r"service\s+(?:départemental\s+d['’]incendie|commun\s+de)|parc\s+(?:naturel|national)|"
    r"fédération|association|mission\s+(?:locale|interministérielle)|fondation|"
    r"société\s+(?:publique|d['’]économie)|"
    r"(?-i:CCAS|CIAS|SDIS|SIVOM|SIVU|SICTOM|SMICTOM|CHU|CHRU|ARS|DREAL|PETR))(?=\W|$)"
)
_NAMED = re.compile(rf"(?:\A|(?<=[\W_]))(?P<name>{_BODY}.*)", re.IGNORECASE | re.DOTALL)
_KIND = re.compile(_BODY, re.IGNORECASE)
_LINK = re.compile(r"(?:de|du|des|d|la|le|les|l|et|à|au|aux|en|sur|sous|pour|lès|lez|ses|par)", re.IGNORECASE)
_STOP = re.compile(
    r"\s+[-–—|]\s+|[;:!?()«»/\n•]|\.(?=\s|$)|,(?!\s+de\b)|\b(?:19|20)\d\d\b|\s+(?:est|a|sont|ont|qui|dont)\s|"
    r"\d{3,}|\b(?:s[ée]ance|réunion|conseil|rapport|bilan|compte|proc[èe]s|année|au\s+sein|exercice|édition|siège|d[ée]lib[ée]ration|"
    r"annexe|registre|extrait|arrêté|budget|présentation|le\s+\d|du\s+\d|au\s+\d|en\s+\d|n°)(?=\W|$)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\s(?=(?:Service|Département|Direction|Bureau|Secrétariat|Pôle|Division|Mission|SERVICE)\b)"
)
_ACRONYM = re.compile(r"\b[A-ZÀ-Ý][A-ZÀ-Ý&-]{2,11}\b")
_PAPER = re.compile(
    r"(?i)rapport|bilan|sommaire|compte|budget|note|annexe|ordre|délib|conseil|séance|analyse|édition|page|"
    r"présentation|document|version|confidentiel|projet|procès|synthèse|fiche|www|http|@|\d"
)


def organisation_of(author: str, title: str, pieces: Sequence[Piece], heads: Sequence[str]) -> str:
    """The body named as the author, on the first pages, or in the running heads; "" when none is.

    A person's name, a login or a program is no body: an author counts when it says what kind of body it
    is, or is an acronym that the report uses.
    """
    text = " ".join(piece.text for piece in pieces)
    own = _author(author, text)
    return (
        own
        or _most_named(_signed(title, pieces, heads), text)
        or _running_name(heads)
        or _most_named(_mentioned(pieces), text)
    )


def _author(author: str, text: str) -> str:
    own = re.sub(r"\s+", " ", author).strip()
    if _KIND.match(own) and _is_full(own) and len(own) < 120:
        return own
    parts = [part.strip() for part in re.split(r"[;,/()]", own)]
    acronyms = [part for part in parts if _ACRONYM.fullmatch(part) and len(part) >= 4]
    return next((a for a in acronyms if re.search(rf"\b{re.escape(a)}\b", text)), "")


def _signed(title: str, pieces: Sequence[Piece], heads: Sequence[str]) -> Counter[str]:
    """The bodies named by the title, the running heads and the lines of the first pages."""
    named: Counter[str] = Counter()
    for line in (title, *heads):
        if _KIND.match(line) or line is title:
            named[body_in(line)] += 3
    cover = [piece for piece in pieces if piece.page <= _COVER_PAGES and piece.kind in _LINES]
    for place, piece in enumerate(cover):
        if len(piece.text.split()) > _LINE_WORDS:
            continue
        line = _continued(piece.text, cover[place + 1].text if place + 1 < len(cover) else "")
        name = body_in(line)
        if not name or len(line.split(name, maxsplit=1)[0].split()) > 3:
            continue
        alone = 3 if len(line.split()) <= len(name.split()) + 3 else 0
        named[name] += (3 if piece.page == 1 else 1) + alone
    return _without_blank(named)


def _mentioned(pieces: Sequence[Piece]) -> Counter[str]:
    """The bodies that the text of the first pages speaks of."""
    cover = [piece.text for piece in pieces if piece.page <= _COVER_PAGES and piece.kind in _LINES]
    return _without_blank(Counter(map(body_in, cover)))


def _without_blank(named: Counter[str]) -> Counter[str]:
    return Counter({name: count for name, count in named.items() if name})


def _continued(line: str, following: str) -> str:
    """A line that ends on the kind of body or on a link word, with the line that names it."""
    last = line.split()[-1:] or [""]
    links = re.match(r"(?:de|du|des|d['’]|la|le)\b", following)
    ends = _LINK.fullmatch(last[0].strip("'’")) or (links and _NAMED.search(line))
    return f"{line} {following}" if ends and len(line.split()) <= 10 else line


def _most_named(named: Counter[str], text: str) -> str:
    folded = text.casefold()
    # A name seen whole is worth more than its beginning: « Communauté de Communes » of where?
    ranked = sorted(named, key=lambda n: named[n] + min(8, folded.count(n.casefold())), reverse=True)
    full = [name for name in ranked if _is_full(name)]
    if full:
        return next((longer for longer in full if longer != full[0] and longer.startswith(full[0])), full[0])
    for name in ranked:
        completions = Counter(
            found
            for match in re.finditer(re.escape(name), text, re.IGNORECASE)
            if _is_full(found := body_in(text[match.start() : match.start() + 120]))
        )
        if completions:
            return completions.most_common(1)[0][0]
    return ""


def body_in(line: str) -> str:
    """The name of the body in a line, from its kind (« Syndicat… ») to the end of its proper name."""
    match = _NAMED.search(line)
    if match is None:
        return ""
    kind = _KIND.match(match["name"])
    assert kind is not None
    rest = _STOP.split(match["name"][kind.end() :], maxsplit=1)[0]
    rest = _NEXT.split(rest, maxsplit=1)[0]
    words = (kind[0] + rest).strip(" ,-–—'’.").split()
    if not words or not words[0][0].isupper():
        return ""
    words = _proper(words, len(kind[0].split()))
    while words and _LINK.fullmatch(words[-1].strip("'’,")):
        words.pop()
    return " ".join(words).strip(" ,-–—'’")


def _proper(words: list[str], kind: int) -> list[str]:
    """Of a line that runs on, the words up to where lower-case ones follow the proper name."""
    kept = words[:kind]
    seen = False
    for word in words[kind:14]:
        bare = re.sub(r"^[dl]['’]", "", word)
        if bare[:1].isupper():
            seen = True
        elif seen and not _LINK.fullmatch(bare) and len(words) > 8:
            break
        kept.append(word)
    return kept


def _is_full(name: str) -> bool:
    """Whether something stands after the kind of body."""
    kind = _KIND.match(name)
    rest = [w for w in name[kind.end() :].split() if not _LINK.fullmatch(w)] if kind else []
    return bool(rest)


def _running_name(heads: Sequence[str]) -> str:
    """A name in capitals at the head of every page: « LE BOURG - Loire »."""
    for head in heads:
        first = re.split(r"\s+[-–—|]\s+", head)[0].strip()
        if first.isupper() and 3 <= len(first) <= 40 and len(first.split()) <= 4 and not _PAPER.search(first):
            return first
    return ""
