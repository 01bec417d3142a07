"""What a reader says of an answer, drawn: two buttons under it, what is right instead, the list of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.feedback import Feedback

_SIGN = (
    '<svg viewBox="0 0 16 16" aria-hidden="true"{turned}>'
    '<path d="M1 7h3v7H1z M5 7.5 8 1c1.4 0 2 1 1.7 2.2L9 6h4.2c1 0 1.7.9 1.5 1.9'
    'l-1 4.8c-.2.8-.8 1.3-1.6 1.3H5z"/></svg>'
)
_THUMB = {True: _SIGN.format(turned=""), False: _SIGN.format(turned=' class="down"')}


@dataclass(frozen=True, slots=True)
class Opinion:
    """`right` is None until something is said; `told` what to say back, `wrong` when that is a problem."""

    right: bool | None = None
    told: str = ""
    wrong: bool = False


NO_OPINION = Opinion()
_HEAD = "<h2>Avis des lecteurs</h2>"


def draw_opinion(turn: int, opinion: Opinion, titles: Sequence[tuple[str, str]]) -> str:
    """The question and its two buttons; once the answer is said to be wrong, what would be right."""
    buttons = "".join(
        f'<button type="button" class="thumb" data-action="rate" data-turn="{turn}" data-right="{right:d}" '
        f'aria-pressed="{"true" if opinion.right is right else "false"}">{_THUMB[right]}{name}</button>'
        for right, name in ((True, "Juste"), (False, "Faux"))
    )
    told = ""
    if opinion.told:
        role, kind = ("alert", " failed") if opinion.wrong else ("status", "")
        told = f'<span class="thanks{kind}" role="{role}">{escape(opinion.told)}</span>'
    form = _form(turn, titles) if opinion.right is False and (opinion.wrong or not opinion.told) else ""
    return f'<div class="opinion" role="group" aria-label="Votre avis">{buttons}{told}</div>{form}'


def _form(turn: int, titles: Sequence[tuple[str, str]]) -> str:
    reports = "".join(f'<option value="{escape(file)}">{escape(title)}</option>' for file, title in titles)
    return (
        f'<form class="correct" data-event="correct" data-turn="{turn}">'
        '<label class="wide-field">La bonne réponse est… <input name="correction" maxlength="500"></label>'
        '<label>Rapport <select name="report"><option value="">Je ne sais pas</option>'
        f"{reports}</select></label>"
        '<label>Page du PDF <input name="page" inputmode="numeric" maxlength="5" size="5"></label>'
        '<label class="tick"><input type="checkbox" name="unanswerable" value="1"> '
        "Aucun rapport ne le dit</label>"
        '<button type="submit" class="tool">Envoyer</button></form>'
    )


def draw_feedback(kept: Sequence[Feedback], titles: Sequence[tuple[str, str]], *, problem: str = "") -> str:
    """All opinions, the latest first, as a table; or why they cannot be read."""
    if problem:
        return f'{_HEAD}<p class="failed" role="alert">{escape(problem)}</p>'
    if not kept:
        return (
            f'{_HEAD}<p class="none">Aucun avis pour le moment. Les lecteurs en donnent sous chaque réponse, '
            "avec les pouces.</p>"
        )
    named = dict(titles)
    right = sum(bool(f.right) for f in kept)
    rows = "".join(_row(f, named) for f in reversed(kept))
    heads = "".join(f'<th scope="col">{h}</th>' for h in ("Question", "Réponse donnée", "Avis", "Correction"))
    return (
        f'{_HEAD}<p class="count">{len(kept)} avis : {right} « juste », {len(kept) - right} « faux ».</p>'
        '<div class="wide" tabindex="0" role="group" aria-label="Avis des lecteurs">'
        f'<table class="grid"><caption class="sr">Avis des lecteurs</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(feedback: Feedback, named: dict[str, str]) -> str:
    where = named.get(feedback.report, feedback.report)
    source = f"{where}, page {feedback.page} du PDF" if feedback.page else ""
    corrected = [feedback.correction] if feedback.correction else []
    if feedback.unanswerable:
        corrected.append("Aucun rapport ne le dit.")
    if feedback.corrected_report:
        corrected.append(named.get(feedback.corrected_report, feedback.corrected_report))
    if feedback.corrected_page:
        corrected.append(f"page {feedback.corrected_page} du PDF")
    day, _, hour = feedback.when.partition("T")
    when = " ".join(part for part in ("/".join(reversed(day.split("-"))), hour[:5], feedback.by) if part)
    return (
        f'<tr><th scope="row">{escape(feedback.question)}<p class="file">{escape(when)}</p></th>'
        f'<td data-label="Réponse donnée">{escape(feedback.answer)}'
        + (f'<p class="file">{escape(source)}</p>' if source else "")
        + f'</td><td data-label="Avis">{"Juste" if feedback.right else "Faux"}</td>'
        f'<td data-label="Correction">{escape(" · ".join(corrected)) or "—"}</td></tr>'
    )
