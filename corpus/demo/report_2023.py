"""The 2023 report: its opening, staff and finances, followed by the projects and the indicators."""

from __future__ import annotations

from corpus.demo import figures as f
from corpus.demo.indicators_2023 import INDICATORS
from corpus.demo.projects_2023 import PROJECTS
from corpus.demo.shapes import (
    Bullets,
    Columns,
    Edition,
    Figures,
    Gap,
    Grid,
    Heading,
    Item,
    NewPage,
    Plot,
    Text,
)

YEAR = 2023


_OPENING: tuple[Item, ...] = (
    Heading("L'ÉDITO DE LA PRÉSIDENTE"),
    Text(
        "Mettre en commun les moyens informatiques, c'est permettre à chaque ville d'avoir ce qu'aucune ne "
        "pourrait se payer seule. L'année écoulée l'a encore montré.",
        "lead",
    ),
    Gap(6),
    Columns(
        (
            Text(
                "Les prix ont monté, les marges de manœuvre se sont réduites, et les menaces qui pèsent sur "
                "les réseaux publics n'ont pas faibli. Dans ce cadre tendu, le SICIO a tenu sa ligne : "
                "partager les infrastructures, les logiciels et les compétences, tout en gardant l'œil sur "
                "la dépense."
            ),
            Text(
                "La feuille de route fixée au début du mandat a été suivie. Les logiciels de l'enfance et de "
                "la petite enfance, ceux des services techniques, la dématérialisation : tous ces chantiers "
                "ont avancé comme prévu, de même que la remise à niveau des serveurs et de la sécurité."
            ),
            Text(
                "D'autres services sont apparus en cours d'année. Les habitants prennent désormais "
                "rendez-vous en mairie plus simplement ; les familles disposent d'un espace en ligne rajeuni."
            ),
        ),
        (
            Text(
                "En coulisses, les serveurs ont été changés et l'authentification multifacteur a commencé à "
                "protéger les connexions à distance. Ces travaux se voient peu, mais sans eux rien ne "
                "fonctionnerait."
            ),
            Text(
                "Nous continuerons à travailler ainsi : proches des équipes municipales, à l'écoute de ce "
                "que chacune demande, avec une qualité de service ajustée à la taille et aux besoins de "
                "chaque collectivité."
            ),
            Gap(10),
            Text("Elise HAYRAPETYAN-GONZALES", "signature"),
            Text("Présidente du SICIO", "signature"),
        ),
    ),
    Gap(14),
    Heading("L'année en quatre chiffres", 2, listed=False),
    Gap(4),
    Figures(f.YEAR_2023),
    Gap(8),
    Text(
        "Ce document de démonstration reprend la structure et les chiffres d'un rapport d'activité public. "
        "Les données que la source ne permet pas de rattacher avec certitude à une année ou à une catégorie "
        "en ont été écartées.",
        "note",
    ),
    NewPage(),
    Heading("LES MEMBRES DU COMITÉ SYNDICAL"),
    Text(
        "Le comité syndical réunit les élus désignés par les communes adhérentes. Il vote le budget, arrête "
        "le compte administratif et fixe les orientations du syndicat. Elise Hayrapetyan-Gonzales le préside."
    ),
    Text(
        "La liste nominative des délégués ne figure pas dans cette version de démonstration. Les communes "
        "dont il est question dans les pages qui suivent sont les suivantes :"
    ),
    Bullets(
        (
            "Bonneuil-sur-Marne",
            "Choisy-le-Roi",
            "Orly",
            "Valenton",
            "Villeneuve-le-Roi",
            "Ablon-sur-Seine, dont le SICIO prend en charge les serveurs",
        )
    ),
    Gap(12),
    Heading("L'ADMINISTRATION GÉNÉRALE"),
    Text(
        "Le syndicat fournit aux collectivités un catalogue de logiciels métiers, les serveurs et les "
        "réseaux qui les font tourner, ainsi que l'aide dont les agents ont besoin pour s'en servir. Trois "
        "pôles se répartissent ce travail."
    ),
    Bullets(
        (
            "Pôle Applicatifs, support & formation : choix, déploiement et suivi des logiciels, formation "
            "des utilisateurs, traitement des demandes d'assistance",
            "Pôle Système & sécurité : serveurs, sauvegardes, protection des systèmes d'information",
            "Pôle Réseau et télécommunication : équipements actifs, Wi-Fi, filtrage et accès à Internet",
        ),
        labelled=True,
    ),
    Text(
        "L'activité menée pour les communes adhérentes relève du budget principal. Les prestations rendues à "
        "des collectivités non adhérentes sont suivies à part, dans un budget annexe."
    ),
    NewPage(),
)

_STAFF: tuple[Item, ...] = (
    Heading("LES ÉQUIPES DU SICIO"),
    Heading("La structure des effectifs", 1),
    Text(
        "Au 31/12/2023, le syndicat employait 26 agents. Les contractuels y sont plus nombreux que les "
        "fonctionnaires, et une personne se forme en apprentissage au sein des équipes."
    ),
    Gap(4),
    Plot(f.STAFF_RING, 190),
    Text(
        "Le temps partiel reste l'exception : il ne concerne qu'un fonctionnaire sur dix, et aucun "
        "contractuel."
    ),
    Gap(2),
    Plot(f.WORKING_TIME, 150),
    Text(
        "L'écart d'âge entre les deux statuts est infime. Pour le rendre visible, l'axe du graphique de la "
        "page suivante part de 40,35 ans et non de zéro."
    ),
    NewPage(),
    Plot(f.AVERAGE_AGE, 250),
    Heading("Les mouvements de personnel", 1),
    Text(
        "Les arrivées ont compensé les départs au cours de l'année, et un contrat d'apprentissage a été "
        "signé."
    ),
    Gap(4),
    Figures(f.MOVEMENTS),
    Bullets(
        (
            "Nombre d'agents arrivés : 2",
            "Nombre de contrats d'apprentissage initiés : 1",
            "Nombre de départs : 2",
        ),
        labelled=True,
    ),
    NewPage(),
)

_FINANCE: tuple[Item, ...] = (
    Heading("LES FINANCES"),
    Heading("Le budget principal", 1),
    Text(
        "Recettes et dépenses de fonctionnement s'équilibrent à 4 889 660,10 € au budget 2023, une fois "
        "repris le résultat de 2022, soit 1 674 083,10 €."
    ),
    Plot(f.voted_running(YEAR), 205),
    Plot(f.spent_running(YEAR), 205),
    Text(
        "Dans les comptes, les dépenses de fonctionnement ont atteint 3 405 524,55 € et les recettes 3 409 "
        "229,88 €. En y ajoutant le résultat reporté, l'exercice se termine sur un excédent de "
        "fonctionnement de 1 677 788,43 €."
    ),
    NewPage(),
    Text(
        "Le budget d'investissement voté s'élève à 1 635 565,11 €. Sur cette somme, 479 764,55 € ont été "
        "dépensés dans l'année, moins qu'en 2022."
    ),
    Gap(4),
    Plot(f.investment(YEAR), 270),
    Text(
        "Une fois comptés les restes à réaliser, l'excédent budgétaire de la section d'investissement "
        "s'établit à 234 709,54 €."
    ),
    Gap(6),
    Plot(f.sections_pie(YEAR), 190),
    NewPage(),
    Grid(f.accounts_table(YEAR)),
    Heading("L'endettement", 1),
    Text("Le syndicat n'emprunte pas : ses investissements sont payés sans crédit bancaire."),
    Heading("Le budget annexe", 1),
    Text(
        "Ce second budget isole ce que rapportent et ce que coûtent les services vendus à des collectivités "
        "non adhérentes. Il ne compte qu'une section de fonctionnement."
    ),
    Plot(f.annex_closing(YEAR), 210),
    Bullets(
        (
            "Excédent reporté de l'exercice précédent : 230 881,13 €",
            "Solde de l'exercice 2023 : –147 483,98 €",
            "Charges du budget principal imputées au budget annexe : 236 009,25 €",
        ),
        labelled=True,
    ),
    Text(
        "Le recul de l'excédent a une cause précise. Certaines dépenses sont avancées par le budget "
        "principal ; en 2023, la part qui revient au budget annexe lui a été refacturée, alors qu'elle ne "
        "l'avait pas été les deux années d'avant."
    ),
    NewPage(),
)

EDITION_2023 = Edition(
    year=YEAR,
    file="sicio-rapport-activite-2023.pdf",
    title="Rapport d'activité",
    subtitle="L'informatique partagée des collectivités",
    first_numbered=3,
    labelled=True,
    accent="#2A9D8F",
    items=(*_OPENING, *_STAFF, *_FINANCE, *PROJECTS, *INDICATORS),
)
