"""The European emblem, drawn by its published geometry, and the words that stand beside it."""

from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from network.codes import Programme

HEIGHT, WIDTH = 180, 270  # two to three
RING, STAR = HEIGHT / 3, HEIGHT / 18  # radius of the circle of stars, and of the circle around each star
BLUE, GOLD = "#003399", "#ffcc00"
INNER = (3 - 5**0.5) / 2  # of a five-pointed star: its inner points lie on a circle of this share

EU = {"fi": "Euroopan unioni", "sv": "Europeiska unionen", "en": "European Union"}
FUND = {
    "fi": "Euroopan sosiaalirahasto",
    "sv": "Europeiska socialfonden",
    "en": "European Social Fund",
}
CO_FUNDED = {
    "fi": "Euroopan unionin osarahoittama",
    "sv": "Medfinansieras av Europeiska unionen",
    "en": "Co-funded by the European Union",
}
LEVERAGE = {"fi": "Vipuvoimaa EU:lta", "sv": "Hävkraft från EU", "en": "Leverage from the EU"}
EMBLEM = {"fi": "Euroopan unionin tunnus", "sv": "Europeiska unionens emblem", "en": "Emblem of the European Union"}
YEARS = {Programme.ESR2007: "2007–2013", Programme.ESR2014: "2014–2020"}


@dataclass(frozen=True)
class Visibility:
    """What the programme asks to be shown: the emblem, its name, and the lines beside it, the first the main one."""

    emblem: SafeString
    name: str
    lines: tuple[str, ...]


def visibility(programme: str, language: str) -> Visibility | None:
    """The EU's visibility of a programme in "fi", "sv" or "en"; None for a programme that is not the EU's."""
    programme = Programme(programme)
    if programme == Programme.OTHER:
        return None
    if programme in YEARS:
        lines = (f"{LEVERAGE[language]} {YEARS[programme]}", EU[language], FUND[language])
    else:
        lines = (CO_FUNDED[language],)
    return Visibility(emblem_svg(EMBLEM[language]), EMBLEM[language], lines)


def emblem_svg(title: str) -> SafeString:
    """Twelve gold stars, each upright, like the hours on a clock, on a blue ground."""
    paths = (" ".join(f"{x:.2f},{y:.2f}" for x, y in points) for points in stars())
    drawn = "".join(f'<path d="M{path}Z" fill="{GOLD}"/>' for path in paths)
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img" class="emblem"><title>{escape(title)}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{BLUE}"/>{drawn}</svg>'
    )


def stars() -> list[list[tuple[float, float]]]:
    """The corners of each of the twelve stars on a ground of WIDTH × HEIGHT."""
    return [_star(*_place(hour)) for hour in range(12)]


def _place(hour: int) -> tuple[float, float]:
    angle = hour * pi / 6
    return WIDTH / 2 + RING * sin(angle), HEIGHT / 2 - RING * cos(angle)


def _star(x: float, y: float) -> list[tuple[float, float]]:
    points = []
    for point in range(10):
        radius, angle = STAR * (INNER if point % 2 else 1), point * pi / 5
        points.append((x + radius * sin(angle), y - radius * cos(angle)))
    return points
