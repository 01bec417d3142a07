"""The text of the 2022 report: nothing in it is later than that year, but for announced calendars."""

from __future__ import annotations

from corpus.demo import figures as f
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

YEAR = 2022

_OPENING: tuple[Item, ...] = (
    Heading("L'ANNÉE 2022 EN BREF"),
    Text(
        "Des plans sur plusieurs années ont démarré, la nouvelle comptabilité est arrivée dans une première "
        "ville et la double authentification protège désormais tous les agents du syndicat.",
        "lead",
    ),
    Gap(8),
    Figures(f.YEAR_2022),
    Gap(4),
    Text(
        "Le SICIO met en commun, pour des collectivités du Val-de-Marne, des logiciels, des serveurs, des "
        "réseaux et des compétences. Ce rapport rend compte de son année 2022 : ses finances d'abord, ses "
        "projets ensuite, ses indicateurs enfin, avec le rappel des années 2020 et 2021 lorsque la série le "
        "permet."
    ),
    Bullets(
        (
            "Logiciels : démarrage du plan pour l'enfance et la petite enfance, amélioration du catalogue",
            "Comptabilité : Choisy-le-Roi sous M57 depuis le 1er janvier 2022",
            "Sécurité : double authentification pour l'ensemble des agents du SICIO",
            "Travail collaboratif : Interstis mis en service au sein du syndicat",
        ),
        labelled=True,
    ),
    Gap(8),
    Text(
        "Ce document de démonstration ne contient que des chiffres de 2022 et des deux années précédentes. "
        "Il ne traite pas des effectifs du syndicat, que la source ne donne pas pour cette année-là.",
        "note",
    ),
    NewPage(),
)

_FINANCE: tuple[Item, ...] = (
    Heading("LES FINANCES"),
    Heading("Le budget principal", 1),
    Text(
        "Pour 2022, les élus ont voté 4 705 466,42 € de crédits de fonctionnement. C'est le montant le plus "
        "bas des trois derniers exercices."
    ),
    Plot(f.voted_running(YEAR), 200),
    Text(
        "Les dépenses de fonctionnement payées suivent la même pente : 3 154 079,53 €, soit 60 087,18 € de "
        "moins qu'en 2021. Le résultat de fonctionnement de l'exercice atteint 1 674 083,10 €."
    ),
    Plot(f.spent_running(YEAR), 200),
    NewPage(),
    Plot(f.investment(YEAR), 215),
    Text(
        "L'investissement voté augmente chaque année, jusqu'à 1 651 038,51 € en 2022. La somme vraiment "
        "dépensée, 628 753,39 €, retrouve à peu près son niveau de 2020 après le creux de 2021."
    ),
    Gap(6),
    Grid(f.accounts_table(YEAR)),
    Plot(f.sections_pie(YEAR), 150),
    NewPage(),
    Heading("Le budget annexe", 1),
    Text(
        "Les services rendus à des collectivités non adhérentes ont leur propre budget. Presque immobile de "
        "2020 à 2021, son résultat de clôture grimpe à 230 881,13 € en 2022."
    ),
    Plot(f.annex_closing(YEAR), 200),
    Text(
        "Ce niveau s'explique en partie : ni en 2021 ni en 2022, les dépenses que le budget principal porte "
        "pour le budget annexe ne lui ont été refacturées."
    ),
    Gap(6),
    Heading("LES PROJETS 2022"),
    Heading("LE PÔLE APPLICATIFS, SUPPORT & FORMATION", 1),
    Text(
        "L'amélioration du catalogue de logiciels a occupé le pôle. Deux plans de plusieurs années ont été "
        "engagés : l'un pour l'enfance et la petite enfance (Maelis), l'autre pour la gestion des services "
        "techniques (AS-TECH)."
    ),
    NewPage(),
    Heading("Le passage au référentiel M57", 2, listed=False),
    Text(
        "Choisy-le-Roi, candidate dès 2021, applique la nomenclature M57 depuis le 1er janvier 2022. Le Parc "
        "du Grand Godet a choisi le 1er janvier 2023 et bénéficie d'un accompagnement depuis 2022. Pour les "
        "autres collectivités, qui ont retenu le 1er janvier 2024, le travail a commencé au dernier "
        "trimestre 2022."
    ),
    Grid(f.M57_TABLE),
    Heading("La plateforme Interstis", 2, listed=False),
    Text(
        "Le syndicat s'est doté de la plateforme collaborative Interstis. Il l'essaie d'abord pour son "
        "propre usage, avec l'idée de l'offrir plus tard aux communes."
    ),
    Heading("LE PÔLE SYSTÈME & SÉCURITÉ", 1),
    Text(
        "Le parcours de sécurisation de France Relance, ouvert en 2021, sert de cadre aux actions menées sur "
        "les systèmes."
    ),
    Heading("LE PÔLE RÉSEAU ET TÉLÉCOMMUNICATION", 1),
    Columns(
        (
            Heading("Le filtrage", 2, listed=False),
            Text(
                "La réécriture des règles de filtrage a été entreprise. Elle doit mieux contrôler ce qui "
                "circule d'un réseau à l'autre.",
                "ragged",
            ),
            Heading("Les serveurs proxy", 2, listed=False),
            Text(
                "Le remplacement des serveurs d'accès à Internet, en fin de vie, a été lancé à la fin de "
                "l'année.",
                "ragged",
            ),
        ),
        (
            Heading("La double authentification", 2, listed=False),
            Text(
                "Chaque agent du SICIO confirme maintenant son identité par un second moyen lorsqu'il se "
                "connecte. Les communes seront équipées dans un deuxième temps.",
                "ragged",
            ),
        ),
    ),
    NewPage(),
)

_CHART_NAMES = ("Civil Net RH", "Maelis", "Ciril Élections", "Péléhas", "Millésime", "Orphée")

_INDICATORS: tuple[Item, ...] = (
    Heading("LES INDICATEURS D'ACTIVITÉS"),
    Heading("Bulletins de salaires imprimés", 1),
    Plot(f.payslips(YEAR), 210),
    Text("Stable à 42 000 en 2020 et en 2021, le nombre de bulletins imprimés descend à 39 599 en 2022."),
    Heading("Tickets GLPI", 1),
    Text(
        "La cellule support a reçu 4 397 tickets dans GLPI, l'outil où les agents déposent leurs demandes et "
        "signalent leurs incidents."
    ),
    Heading("Les applicatifs métiers : formation et assistance", 1),
    Plot(
        f.by_application(
            "column",
            "Nombre d'agents formés, de 2020 à 2022",
            f.TRAINED,
            "agents",
            (2020, 2021, 2022),
            _CHART_NAMES,
            (0, 70, 10),
        ),
        200,
    ),
    NewPage(),
    *(Grid(a.table(YEAR, "lines" if a.first_year == 2022 else "ruled")) for a in f.APPLICATIONS),
)

EDITION_2022 = Edition(
    year=YEAR,
    file="sicio-rapport-activite-2022.pdf",
    title="Rapport d'activité",
    subtitle="L'informatique partagée des collectivités",
    first_numbered=2,
    labelled=False,
    accent="#C8812E",
    items=(*_OPENING, *_FINANCE, *_INDICATORS),
)
