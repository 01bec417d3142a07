"""The kind of answer a question wants, read off the words that ask."""

from __future__ import annotations

import re
from enum import StrEnum

from index.words import fold


class Intent(StrEnum):
    """The kind of answer wanted."""

    FIGURE = "figure"
    SHARE = "share"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    HOUR = "hour"
    NAME = "name"
    PLACE = "place"
    LIST = "list"
    HIGHEST = "highest"
    LOWEST = "lowest"
    CHANGE = "change"
    YES_NO = "yes_no"
    TOPIC = "topic"
    TEXT = "text"


# « quel est le », « quelle était la », « quels sont les », « quelle ».
OF = r"(?:(?:est|sont|etait|etaient|serait|a ete|ont ete|fut) )?(?:le |la |les |l'|cette |ce )?"
# « combien », shortened as one types it.
HOW_MANY = r"(?:combiens?|conbien|combin|cb|cbien)"

_WHY = re.compile(
    r"\b(?:pourquoi|pour quelles? raisons?|comment (?:se fait|fait-on|fonctionne)|a cause de quoi)\b"
    r"|\ba quoi (?:va |vont |a |ont )?ser[tv]"
)
_DATE = re.compile(
    r"(?:^|[,;:] ?|depuis |est-ce |et )quand\b|\bquand (?:a|ont|est|fut|sera)\b.*-t-"
    rf"|\bquelle {OF}dates?\b|\ben quelle annee\b|\bdepuis combien de temps\b|\bc'est quand\b"
)
_HOUR = re.compile(r"\b(?:a |vers |jusqu'a |des |de )?quel(?:le)?s? (?:heures?|heur|horaires?)\b")
_HIGHEST = re.compile(r"\bl[ea]s? (?:plus|mieux)\b(?! (?:de |d')\d)|\bmaxim|\bmeilleure?s?\b")
_LOWEST = re.compile(r"\bl[ea]s? moins\b(?! (?:de |d')\d)|\bminim|\bpires?\b")
# « combien de cas les plus graves », « quelle part des communes les moins peuplées » count such things.
_COUNTS_SUCH = re.compile(
    rf"\b(?:{HOW_MANY}|pourcentage|proportion|quelle {OF}part)\b[^?]*\bles (?:plus|moins|mieux)\b"
)
_EXTREMES = (Intent.HIGHEST, Intent.LOWEST)
_CHANGE = re.compile(
    r"\b(?:evolu|augment|baiss|diminu|progress|hausse|compar|ecart|difference|boug)"
    r"|\bpar rapport a\b|\bplus ou moins\b|\b(?:plus|moins|autant) (?:de |d')[^?]*\bqu(?:e |')"
    r"|\b(?:s'est|se sont)(?:-t)?-\w+ (?:ameliore|degrade|redresse)|\bmontee?s? ou\b"
)
_SHARE = re.compile(rf"\bquel(?:le)?s? {OF}(?:part|taux)\b|\bpourcentages?\b|\bproportion\b|%|\bpour cent\b")
_DURATION = re.compile(
    rf"\b{HOW_MANY} de temps\b|\bquel(?:le)?s? {OF}(?:duree|delai)\b|\bduree moyenne\b|\bdelai moyen\b"
)
# « combien cela coûte », « combien la ville a-t-elle versé »: nothing is counted, and the verb says money.
_PAID = r"(?:cout|depens|pa[iy]|vers|accord|donn|factur|rembours|debours|investi|encaiss|percoi|emprunt"
_PAID += r"|rapporte)"
_OWED = r"(?:doit|doivent|devait|devaient|devons)(?:-|\b(?! (?:\w+ )?(?:etre|avoir)))"
_MONEY = re.compile(
    rf"\b{HOW_MANY} (?:[\w'-]+ ){{0,2}}?(?:cout|depens|pay|vers|accord|donn|factur)"
    rf"|\b{HOW_MANY} (?!de |d'|des |du )(?:[\w'-]+ ){{0,9}}?(?:{_PAID}|{_OWED})"
    rf"|\bquel(?:le)?s? {OF}(?:total (?:des? |d'|du ))?(?:la |les |l')?"
    r"(?:montant|cout|prix|tarif|budget|somme|dette|tresorerie|encours|depenses|recettes|charges|produits"
    r"|produit (?:d[eu]s? |d'|fiscal)|plafond|subvention|redevance|loyer|salaire|dotation|excedent|deficit"
    r"|indemnite)\b"
    r"|\b(?:prix|tarif|cout|montant|budget|argent|euros)\b"
)
_FIGURE = re.compile(
    rf"\b(?:{HOW_MANY}|nb|nbre|nombre|tonnage|age moyen)\b"
    rf"|\bquel(?:le)?s? {OF}(?:effectif|total|quantite|volume|chiffre|score|note|age|surface"
    r"|superficie|moyenne|solde|resultat|ecart|poids|population|frequentation)"
)
_WHO = re.compile(
    r"(?:^|[,;:] ?|\bet )(?:par |avec |a |de |chez )?qui\b|\bc(?:'est)? qui\b|\bqui est-ce qui\b"
)
_WHO_FIRST = re.compile(r"^\W*(?:et )?(?:par |avec |a |de |chez |pour )?qui (?!est-ce\b)")
_COSTS = re.compile(
    rf"\b{HOW_MANY} (?:ca |cela )?(?:(?:a|ont|va|vont|avait|aura) )?(?:coute|couter|coutent|coutait)\b"
)
_ONE = r"(?:nom|entreprise|societe|prestataire|fournisseur|titulaire|logiciel|outil|solution|commune|ville"
_ONE += r"|hopital|personne|organisme|association|elue?|bureau d'etudes?|cabinet|operateur)"
_NAME = re.compile(rf"\bquel(?:le)? {OF}{_ONE}\b")
_NAMES = re.compile(rf"\bquel(?:le)?s {OF}{_ONE}s\b")
_LIST = re.compile(
    r"\b(?:quels|quelles)\b|\bl(?:es|as)quel(?:le)?s\b|\blesquel(?:le)?s\b|\bliste[rsz]?\b|\benumere|\bcit(?:e|ez|er)\b"
)
_PLACE = re.compile(
    r"(?:^|[,;:] ?|\bet |d')ou (?=[\w']+)(?!(?:non|bien|en (?:est|sont))\b)"
    r"|\ba quel(?:le)? (?:endroit|adresse)\b"
    r"|\bquelle est l'adresse\b|\bc'est ou\b"
)
# A question does not begin with « ou »: that is « où » without its accent. « Où en est… » asks for no place.
_WHERE_FIRST = re.compile(r"^\W*(?:et )?(?:d')?ou (?!(?:bien|non|alors)\b|en (?:est|sont|etait|etaient)\b)")
_ASKING_WORD = re.compile(
    rf"\b(?:{HOW_MANY}|quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s|quand|pourquoi|comment|que|quoi)\b|\bqu'est-ce"
)
_YES_NO = re.compile(
    r"\best-ce qu(?:e |')|\by a-t-il\b|\ba-t-on\b|\bpeut-on\b|\bdoit-on\b|\bfaut-il\b"
    r"|^(?:on|ca|c'est|il y a|nous|vous|je)\b.*\?$"
    r"|\b[a-z]+(?:-t)?-(?:il|elle|on|ils|elles|ce|nous|vous)\b"
)


def intent_of(text: str) -> Intent:
    """The kind of answer; words (`TEXT`) when nothing tells, and of a few words without verb a figure or
    words, whichever fits (`TOPIC`)."""
    folded = fold(text).replace("’", "'")
    for pattern, intent in _IN_ORDER:
        if pattern.search(folded) and not (intent in _EXTREMES and _COUNTS_SUCH.search(folded)):
            return intent
    return _of_topic(folded) if _is_topic(folded) else Intent.TEXT


def _is_topic(folded: str) -> bool:
    """« épargne brute 2022 », « loyers perçus »: neither asking word nor verb nor subject."""
    if _WHAT_IS.search(folded):
        return True
    return not (_ASKING_WORD.search(folded) or _WHO.search(folded) or _SAYS.search(folded))


def _of_topic(folded: str) -> Intent:
    for pattern, intent in _BY_FIRST_NOUN:
        if pattern.match(folded):
            return intent
    return Intent.TOPIC


def asks_yes_or_no(text: str) -> bool:
    """Whether « oui » or « non » would answer: a verb turned round, and no word that asks for more."""
    folded = fold(text).replace("’", "'")
    asked = re.sub(r"\best-ce qu(?:e |')|\bqu'en \d|\bplus [\w' ]+ qu[e']", "est-ce ", folded)
    return bool(_YES_NO.search(folded)) and not (_ASKING_WORD.search(asked) or _WHO.search(folded))


# What a topic has not: a subject, a verb that states, an order to explain.
_SAYS = re.compile(
    r"\b(?:je|tu|il|elle|on|nous|vous|ils|elles|est|sont|ont|etait|etaient|sera|seront|fait|font|peut|peuvent"
    r"|doit|doivent|va|vont|y a|dis|dites|explique[rsz]?|parle[rsz]?|raconte[rsz]?|resume[rsz]?"
    r"|presente[rsz]?|decri[st]|decrivez|montre[rsz]?)\b|\b[jcnst]'"
)
# « quelle est l'épargne brute », « quelle est la mission »: the noun does not say.
_WHAT_IS = re.compile(
    r"\bquel(?:le)? (?:est|etait|serait|fut|a ete) (?:le |la |l'|cette |ce |son |sa |leur )"
)
_LEAD = r"\W*(?:l[ae]s? |l'|un |une |des? |du |d')?(?:[a-z]+ ){0,1}?"
_BY_FIRST_NOUN = (
    (re.compile(rf"{_LEAD}(?:parts?|taux|pourcentages?|proportions?)\b"), Intent.SHARE),
    (re.compile(rf"{_LEAD}(?:durees?|delais?)\b"), Intent.DURATION),
    (re.compile(rf"{_LEAD}dates?\b"), Intent.DATE),
    (
        re.compile(
            rf"{_LEAD}(?:montants?|depenses?|recettes?|subventions?|loyers?|charges|impots?|taxes?|dettes?"
            r"|emprunts?|epargne|aides?|primes?|factures?|frais|salaires?|credits|dotations?|encours|annuites?"
            r"|interets|remboursements?|cotisations?|redevances?|amendes?|tresorerie|excedents?|deficits?)\b"
        ),
        Intent.MONEY,
    ),
    (
        re.compile(
            rf"{_LEAD}(?:effectifs?|total|totaux|quantites?|tonnages?|volumes?|surfaces?|population|moyennes?"
            r"|ages?|frequentation|longueurs?|poids)\b"
        ),
        Intent.FIGURE,
    ),
)


class _YesNo:
    """Stands among the patterns at its turn."""

    @staticmethod
    def search(folded: str) -> bool:
        return asks_yes_or_no(folded)


_IN_ORDER = (
    (_WHY, Intent.TEXT),
    (_DATE, Intent.DATE),
    (_HIGHEST, Intent.HIGHEST),
    (_LOWEST, Intent.LOWEST),
    (_HOUR, Intent.HOUR),
    (_WHO_FIRST, Intent.NAME),
    (_WHERE_FIRST, Intent.PLACE),
    (_COSTS, Intent.MONEY),
    (_CHANGE, Intent.CHANGE),
    (_YesNo, Intent.YES_NO),
    (_SHARE, Intent.SHARE),
    (_DURATION, Intent.DURATION),
    (_MONEY, Intent.MONEY),
    (_FIGURE, Intent.FIGURE),
    (_NAMES, Intent.LIST),
    (_WHO, Intent.NAME),
    (_NAME, Intent.NAME),
    (_LIST, Intent.LIST),
    (_PLACE, Intent.PLACE),
)
