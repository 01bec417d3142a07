"""Names of persons, set like titles: signatures, captions of portraits, boxes of an organisation chart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.content import Piece

_CIVILITY = r"(?:M\.|MM\.|Mr\.?|Mme|Mmes|Mlle|Monsieur|Messieurs|Madame|Mesdames|Me|Maître)"
_ADDRESSED = re.compile(rf"^{_CIVILITY}\s+(?:l[ea]\s|[A-ZÀ-Ý])|:\s*{_CIVILITY}\s+[A-ZÀ-Ý]")
_CIVILITIES = re.compile(rf"(?<!\w){_CIVILITY}\s+[A-ZÀ-Ý]")
_PART = r"[A-ZÀ-Ý][\w’']+(?:-[A-ZÀ-Ý]?\w+)*"
_NAME = re.compile(rf"^{_PART}(?:\s{_PART}){{1,3}}$")
_ROLE = re.compile(
    r"^(?:(?:\d{1,2}\s?(?:er|[èe]re|e|[èe]me)|l[ea])\s+)?(?:(?:vice|co)[- ]?)?"
    r"(?:président|maire|adjoint|conseill[eè]re?|directeur|directrice|délégué|responsable|chef|cheffe|secrétaire|rapporteure?|trésori|élu|chargée?\s+de|"
    r"coordinat|animat|référente?|déput|sénat|ministre|préf[eè]t|fondat)",
    re.IGNORECASE,
)
_WITH_ROLE = re.compile(rf"^{_PART}(?:\s{_PART})*\s[A-ZÀ-Ý]{{3,}},?\s+(?P<role>\w.*)$")


def names_person(text: str, pieces: Sequence[Piece], index: int, common: frozenset[str]) -> bool:
    """Whether `text`, of `pieces[index]`, only names someone. `common` are the document's common words."""
    if (_ADDRESSED.search(text) and not text.endswith("?")) or len(_CIVILITIES.findall(text)) > 1:
        return True
    with_role = _WITH_ROLE.match(text)
    if with_role and _ROLE.match(with_role["role"]):
        return True
    if not _NAME.match(text) or common & set(re.findall(r"\w+", text.casefold())):
        return False
    first, *_, last = text.split()
    surname = last.isupper() and len(last) > 3 and not first.isupper()
    return surname or _has_role_beside(pieces, index)


def _has_role_beside(pieces: Sequence[Piece], index: int) -> bool:
    """Whether one of the nearest texts on the page says what someone is: « Maire de la commune »."""
    piece = pieces[index]
    near = sorted(
        (p for p in pieces[max(0, index - 4) : index + 5] if p is not piece and p.page == piece.page),
        key=lambda p: abs(p.box[1] - piece.box[1]) + abs(p.box[0] - piece.box[0]),
    )
    return any(len(p.text) < 120 and _ROLE.match(p.text) for p in near[:3])


def common_words(pieces: Sequence[Piece]) -> frozenset[str]:
    """The words that stand without a capital somewhere: those of names do not."""
    return frozenset(
        word for p in pieces for word in re.findall(r"(?<![\w’'])[^\W\d_]\w*", p.text) if word[0].islower()
    )
