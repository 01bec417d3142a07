"""Each example is written with « ¦ » where one sentence ends and the next begins."""

from __future__ import annotations

import pytest

from corpus.sentences import split_sentences

EXAMPLES = [
    "Le parc compte 12 agents.¦Il en comptait 10 en 2022.",
    "M. Martin préside.¦Mme Durand rapporte.",
    "Le rapport de M. J. Dupont est adopté.¦Le vote est unanime.",
    "Vu l'art. 12 du code, le conseil délibère.¦La séance est levée.",
    "Voir p. 12 et n° 3.¦Cf. annexe 2 pour le détail.",
    "Tickets, postes, serveurs, etc.¦Le total est de 12.",
    "Le taux est de 12.5 % en 2023.¦Il baisse.",
    "Le coût atteint 1.234,50 €.¦Il était de 900 €.",
    "Les travaux débutent le 1er janv. 2023 et finissent en déc.¦Ils coûtent 12 k€.",
    "Est-ce utile ?¦Oui !¦Nous continuons…¦Rien ne change.",
    "Il hésite... puis il signe.¦Il part.",
    "Le maire dit : « Les travaux commencent. Ils dureront un an. »¦La séance est levée.",
    "Le service (ouvert en 2019. Fermé depuis) a repris.¦Il compte 3 agents.",
    "Le seuil est fixé par l'article L. 2224-5 du CGCT.¦Il s'applique.",
    "1. Le budget est voté.¦2. Le compte est approuvé.",
    "Selon l'I.N.S.E.E. la population augmente.¦Le nombre d'hab. progresse.",
    "Le site date de 50 av. J.-C. et a été fouillé.¦Il est ouvert.",
    "Le ratio est de 264 kg/hab.¦Il était de 270 kg/hab. en 2022.",
    "Le lot B.¦Les travaux du lot C. Dupont sont finis.",
    "Écrire à contact@exemple.fr ou www.exemple.fr.¦Réponse sous 48 h.",
    "La fréquentation atteint 4 500 visites.1¦Elle double.",
    "« Une année record. »¦Le président se félicite.",
    "Rendez-vous à 14 h. 30 en mairie.¦Entrée libre.",
    "Le Dr. Petit et le Pr. Grand opèrent.¦Ils forment aussi.",
    "Hausse de 3 %.¦À noter : une baisse en mars.",
    "Élèves accueillis : 120.¦« Un succès », dit le directeur.",
    "Le vol. 2 et le chap. III sont publiés.¦Le tome 4 suit.",
    "La compétence est exercée par la S.A. Eaux vives.¦Elle emploie 12 pers.¦Le contrat court.",
    "Les élus (12) votent pour.¦Les autres (3) s'abstiennent.",
    "Il en résulte 4,5 ETP.¦12 agents sont partis.",
    "Le conseil de St. Denis a voté.¦Œuvre commune.",
    "Constats :\n• le parc vieillit\n• les pannes augmentent",
    "Constats : • le parc vieillit ; • les pannes augmentent",
    "Une ligne coupée\nau milieu reste une phrase.¦La suite aussi.",
    "Le directeur général (M. Petit) a présenté le bilan.¦Le débat est ouvert.",
    "Env. 300 dossiers, soit max. 12 par jour.¦C'est peu.",
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_cuts_where_a_reader_would(example: str) -> None:
    text = example.replace("¦", " ")
    shown = [text[start:end] for start, end in split_sentences(text)]
    if "•" in example:
        assert [part.strip(" ;") for part in shown] == [
            "Constats :",
            "• le parc vieillit",
            "• les pannes augmentent",
        ]
    else:
        assert shown == example.split("¦")


def test_leaves_out_only_spaces() -> None:
    text = "  Un bilan. Deux bilans !\n\nTrois bilans\n- un point\n- un autre.  "
    kept = "".join(text[start:end] for start, end in split_sentences(text))
    assert kept.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


def test_cuts_a_very_long_enumeration_at_its_semicolons() -> None:
    part = " ".join(["mot"] * 49) + " fin ;"
    assert len(part.split()) == 51
    text = f"{part} {part} {part}"  # 153 words, no full stop
    assert [end - start for start, end in split_sentences(text)] == [len(part)] * 3


def test_nothing_in_nothing() -> None:
    assert split_sentences("") == ()
    assert split_sentences(" \n ") == ()
