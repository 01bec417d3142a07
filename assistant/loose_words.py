"""Words of speech that a report seldom repeats where it answers: « combien de gens sont venus ? ».

How rare a word is in reports says how much it tells, save for these: they are rare there because reports are
not spoken. Chosen among the words that the questions on imaginary reports say and their answers do not.
"""

from __future__ import annotations

from index.words import stem

LOOSE = frozenset(
    stem(word)
    for word in """
    vraiment reellement finalement normalement exactement actuellement actuel actuelle maintenant
    deja encore bien mal trop souvent toujours certain certains quelque gens fois lieu fin debut
    bout cas cause sujet sorte chose truc genre point venir vient viennent venu venus venue venues
    passer passe passes trouver trouve trouves faire fait faits faite faites mettre mis mise met
    mettent prendre pris prise prend prennent donner donne donnent donnes toucher touche touchent
    touches recevoir recu recus recue recues recoit recoivent devoir doit doivent devait pouvoir
    peut pourrait peuvent vouloir veut veulent aller avoir aura avaient tenir tient servir sert
    servent changer change commencer commence gagner gagne manquer manque rester reste restent
    devenir devient deviennent decider decide envoyer envoye envoyes perdre perdu perdus arriver
    arrive arrives obtenir obtenu representer precis precise nouveau nouveaux nouvelle nouvelles
    premier premiere premiers dernier derniere derniers deuxieme second seconde troisieme petit
    petits petite petites somme longueur taille poids kilometres maximum minimum global confondus
    confondues valeur situe trouvent simple meme memes aussi seulement environ cote effet grace
    attendu prevu mairie ville commune territoire chez proche normal utile interesse parle parler
    """.split()
)
