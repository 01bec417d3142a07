"""Running heads, page numbers and watermarks, told by their repetition over pages, and printed labels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.content import PageContent, Word
from corpus.report import Box

_ZONE = 0.13  # Running heads stand within this part of the page's height, from either edge.
_LARGE_ZONE = 0.22  # Those in large type may stand a little further in.
_SIDE = 0.08
_FEWEST = 3  # Pages a text must return on to be a running head.
_NUMBER = re.compile(
    r"^\W*(?:(?:page|p\.?|folio)\s*)?(?:n°\s*)?[-–—|•]?\s*(\d{1,4})\s*(?:(?:/|sur|de|of)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^\W*([ivxl]{1,7})\W*$", re.IGNORECASE)
_EDGE_NUMBER = re.compile(r"^(\d{1,4})(?=\s)|(?<=\s)(\d{1,4})(?:\s*/\s*\d{1,4})?$")


@dataclass(frozen=True, slots=True)
class Furniture:
    """For each page, the indexes in `PageContent.words` to leave out, and the page label printed on it."""

    dropped: tuple[frozenset[int], ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Strip:
    """Words of one line of one page that stand together."""

    page: int  # Index in the sequence of pages.
    words: tuple[int, ...]
    text: str
    size: float
    box: Box  # As fractions of the page.
    neighbours: int  # Strips on the same line.
    close_below: int  # Strips on the line just below, when it is close; 0 otherwise.
    clear: float  # White towards the middle of the page, in lines of this size.
    light: bool
    upright: bool

    @property
    def key(self) -> str:
        """The text with its numbers made alike."""
        return re.sub(r"\d+", "#", re.sub(r"\s+", " ", self.text)).casefold().strip()

    def margin(self, zone: float) -> str:
        if self.box[3] <= zone:
            return "top"
        if self.box[1] >= 1 - zone:
            return "bottom"
        if not self.upright and (self.box[2] <= _SIDE or self.box[0] >= 1 - _SIDE):
            return "side"
        return ""


def find_furniture(pages: Sequence[PageContent]) -> Furniture:
    """What returns on the pages without being part of the text."""
    strips = [s for number, page in enumerate(pages) for s in _strips(number, page)]
    body = _body_size(pages)
    numbers, labels = _page_numbers(strips, len(pages))
    dropped: list[set[int]] = [set() for _ in pages]
    for strip in (*numbers, *_repeated(strips, len(pages), body), *_watermarks(strips, len(pages), body)):
        dropped[strip.page].update(strip.words)
    return Furniture(tuple(frozenset(d) for d in dropped), labels)


def _body_size(pages: Sequence[PageContent]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _strips(number: int, page: PageContent) -> list[_Strip]:
    upright = [i for i, w in enumerate(page.words) if w.direction == 0]
    turned = [i for i, w in enumerate(page.words) if w.direction != 0]
    lines = _lines(page.words, upright)
    cut = [_cut(page.words, line) for line in lines]
    result: list[_Strip] = []
    for k, groups in enumerate(cut):
        height = max(page.words[i].size for i in lines[k]) or 1.0
        gap_below = _gap(page.words, lines, k, k + 1) / height
        above = 2 * min(page.words[i].box[1] for i in lines[k]) > page.height
        clear = _gap(page.words, lines, k - 1, k) / height if above else gap_below
        below = len(cut[k + 1]) if k + 1 < len(cut) and gap_below < 1.2 else 0
        result.extend(_strip(number, page, group, (len(groups), below, clear)) for group in groups)
    result.extend(_strip(number, page, group, (1, 0, 9.0)) for group in _turned_groups(page.words, turned))
    return result


def _gap(words: Sequence[Word], lines: Sequence[Sequence[int]], upper: int, lower: int) -> float:
    if upper < 0 or lower >= len(lines):
        return 1000.0
    return min(words[i].box[1] for i in lines[lower]) - max(words[i].box[3] for i in lines[upper])


def _lines(words: Sequence[Word], indexes: Iterable[int]) -> list[list[int]]:
    lines: list[list[int]] = []
    bottom = float("-inf")
    for i in sorted(indexes, key=lambda i: (words[i].box[1] + words[i].box[3]) / 2):
        middle = (words[i].box[1] + words[i].box[3]) / 2
        if lines and middle < bottom:
            lines[-1].append(i)
        else:
            lines.append([i])
            bottom = middle + 0.4 * (words[i].box[3] - words[i].box[1])
    return lines


def _cut(words: Sequence[Word], line: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for i in sorted(line, key=lambda i: words[i].box[0]):
        if groups and words[i].box[0] - words[groups[-1][-1]].box[2] < 1.2 * words[i].size:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _turned_groups(words: Sequence[Word], indexes: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for i in indexes:
        near = groups and abs(words[groups[-1][-1]].box[0] - words[i].box[0]) < words[i].size
        if near and words[groups[-1][-1]].direction == words[i].direction:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _strip(number: int, page: PageContent, group: Sequence[int], around: tuple[int, int, float]) -> _Strip:
    words = [page.words[i] for i in group]
    width, height = page.width or 1.0, page.height or 1.0
    return _Strip(
        page=number,
        words=tuple(group),
        text=" ".join(w.text for w in words),
        size=max(w.size for w in words),
        box=(
            min(w.box[0] for w in words) / width,
            min(w.box[1] for w in words) / height,
            max(w.box[2] for w in words) / width,
            max(w.box[3] for w in words) / height,
        ),
        neighbours=around[0],
        close_below=around[1],
        clear=around[2],
        light=all(w.color is not None and min(w.color) > 0.6 for w in words),
        upright=words[0].direction == 0,
    )


def _page_numbers(strips: Sequence[_Strip], count: int) -> tuple[list[_Strip], tuple[str, ...]]:
    """Strips that are nothing but the page's number, and the label of each page."""
    places: dict[tuple[str, int], list[tuple[_Strip, int]]] = defaultdict(list)
    for strip in strips:
        margin = strip.margin(_ZONE)
        if margin and strip.upright:
            middle = round((strip.box[1] + strip.box[3]) * 50)
            for value in _values(strip.text):
                for level in (middle - 1, middle, middle + 1):
                    places[margin, level].append((strip, value))
    best: dict[int, list[tuple[_Strip, int]]] = {}
    for found in places.values():
        numbered = _numbered(found, count)
        if len(numbered) > len(best):
            best = numbered
    if len(best) < 0.3 * count:
        return _spreads(strips, count)
    labels = [""] * count
    bare: list[_Strip] = []
    for page, pairs in best.items():
        # A bare number says it best, else the number in the running head.
        strip, value = min(pairs, key=lambda pair: len(pair[0].text))
        labels[page] = _printed(strip.text, value)
        bare.extend(s for s, _ in pairs if _NUMBER.match(s.text) or _ROMAN.match(s.text))
    return bare, tuple(labels)


def _numbered(found: Sequence[tuple[_Strip, int]], count: int) -> dict[int, list[tuple[_Strip, int]]]:
    """Of the numbers at one height of the pages, those that go up with the pages."""
    votes: dict[int, dict[int, list[tuple[_Strip, int]]]] = defaultdict(lambda: defaultdict(list))
    for strip, value in found:
        votes[value - strip.page][strip.page].append((strip, value))
    taken: dict[int, list[tuple[_Strip, int]]] = {}
    for _, by_page in sorted(votes.items(), key=lambda item: -len(item[1])):
        for run in _consecutive(sorted(set(by_page) - set(taken)), count):
            taken.update({page: by_page[page] for page in run})
    return taken


def _values(text: str) -> list[int]:
    if bare := _NUMBER.match(text):
        return [int(bare[1])]
    if roman := _ROMAN.match(text):
        return [_roman(roman[1])]
    return [int(m[1] or m[2]) for m in _EDGE_NUMBER.finditer(text)]


def _printed(text: str, value: int) -> str:
    roman = _ROMAN.match(text)
    return roman[1] if roman and not _NUMBER.match(text) else str(value)


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[c] for c in text.lower()]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _consecutive(pages: Sequence[int], count: int) -> list[list[int]]:
    """Runs of pages that number on, small holes (full-page pictures) allowed."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page - runs[-1][-1] <= 3:
            runs[-1].append(page)
        else:
            runs.append([page])
    needed = 2 if count <= 3 else _FEWEST
    return [run for run in runs if len(run) >= needed]


def _spreads(strips: Sequence[_Strip], count: int) -> tuple[list[_Strip], tuple[str, ...]]:
    """Double pages: two numbers that follow each other, going up by two from sheet to sheet."""
    by_page: dict[int, list[tuple[int, _Strip]]] = defaultdict(list)
    for strip in strips:
        bare = _NUMBER.match(strip.text)
        if bare and strip.margin(_ZONE):
            by_page[strip.page].append((int(bare[1]), strip))
    votes: dict[int, dict[int, list[tuple[int, _Strip]]]] = defaultdict(dict)
    for page, found in by_page.items():
        for value, _ in found:
            pair = [(v, s) for v, s in found if v in (value, value + 1)]
            votes[value - 2 * page].setdefault(page, pair)
    best = max(votes.values(), key=len, default={})
    if len(best) < _FEWEST:
        return [], ("",) * count
    labels = [""] * count
    for page, pair in best.items():
        labels[page] = "-".join(str(v) for v, _ in sorted(pair, key=lambda p: p[0]))
    return [s for pair in best.values() for _, s in pair], tuple(labels)


def _repeated(strips: Sequence[_Strip], count: int, body: float) -> list[_Strip]:
    groups: dict[tuple[str, str], list[_Strip]] = defaultdict(list)
    for strip in strips:
        zone = _ZONE if strip.size <= 1.2 * body else _LARGE_ZONE
        margin = strip.margin(zone)
        if margin and sum(c.isalpha() for c in strip.key) >= 3:
            groups[margin, strip.key].append(strip)
    single = [
        s for group in groups.values() if len({s.page for s in group}) < _FEWEST for s in group if s.upright
    ]
    result: list[_Strip] = []
    for (margin, _), group in groups.items():
        for level in _same_height(group):
            if _is_running(level, count, body) and not _in_text(level, margin, single, count):
                large = min(s.size for s in level) > 1.3 * body
                first = min(s.page for s in level)
                result.extend(s for s in level if not (large and s.page == first))
    return _without_table_headers(result)


def _in_text(level: Sequence[_Strip], margin: str, single: Sequence[_Strip], count: int) -> bool:
    """Whether other pages have text of their own at this height: then it is no margin."""
    pages = {s.page for s in level}
    height = level[0].box[1]
    others = {
        s.page
        for s in single
        if s.page not in pages
        and s.margin(_LARGE_ZONE) == margin
        and (s.box[1] < height + 0.01 if margin == "top" else s.box[3] > level[0].box[3] - 0.01)
    }
    return len(pages) < 0.6 * count and len(others) >= max(2, 0.3 * (count - len(pages)))


def _same_height(group: Sequence[_Strip]) -> list[list[_Strip]]:
    levels: list[list[_Strip]] = []
    for strip in sorted(group, key=lambda s: s.box[1]):
        if levels and strip.box[1] - levels[-1][0].box[1] < 0.012:
            levels[-1].append(strip)
        else:
            levels.append([strip])
    return levels


def _is_running(level: Sequence[_Strip], count: int, body: float) -> bool:
    pages = sorted({s.page for s in level})
    if len(pages) < _FEWEST:
        return count == 2 and len(pages) == 2 and all(s.size < body for s in level)
    share = len(pages) / count
    if max(Counter(s.page for s in level).values()) > 2:
        return False
    if share < 0.6 and sum(s.clear > 0.6 for s in level) < 0.7 * len(level):
        return False
    if min(s.size for s in level) > 1.2 * body:
        # Titles may well differ by their number alone (« Chapitre 2 »).
        same = Counter(s.text for s in level).most_common(1)[0][1]
        return same / count >= 0.6
    run = longest = 1
    for a, b in pairwise(pages):
        run = run + 1 if b - a <= 2 else 1
        longest = max(longest, run)
    return share >= 0.15 or longest >= 4


def _without_table_headers(strips: Sequence[_Strip]) -> list[_Strip]:
    """Column headers that return with their table stand in a row right above other rows."""
    return [s for s in strips if not (s.neighbours >= 3 and s.close_below >= 2)]


def _watermarks(strips: Sequence[_Strip], count: int, body: float) -> list[_Strip]:
    """Large pale or slanted words that return at the same place."""
    groups: dict[tuple[str, int, int], list[_Strip]] = defaultdict(list)
    for strip in strips:
        if strip.size >= 2 * body and (strip.light or not strip.upright):
            groups[strip.text, round(strip.box[0] * 20), round(strip.box[1] * 20)].append(strip)
    needed = max(_FEWEST, count // 2)
    return [s for group in groups.values() if len({s.page for s in group}) >= needed for s in group]
