"""A card sorted out: which of its lines fill which field, and which are kept as they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import DomainError, Message
from carnet.directory.details import MOST
from carnet.files.actions import hash_of
from carnet.files.photos import photo_type
from carnet.interchange.cards import details, names, wholes
from carnet.interchange.cards.lines import Entry, Line
from carnet.interchange.cards.photos import plain_photo, remembered
from carnet.interchange.cells import Values
from carnet.interchange.errors import sentence

Problem = tuple[str, Message]
_NO_DAY = _("“{value}” is not a day; kept as it is.")
_TOO_MANY = _("More than {most} of them; the others are kept as they are.")
_NO_PHOTO = _("The photo cannot be shown ({reason}) and is kept as it is.")


@dataclass(frozen=True)
class Mapped:
    """What a card becomes: an account or a contact with these values; a photo is stored afterwards."""

    values: Values
    is_company: bool = False
    problems: tuple[Problem, ...] = ()
    photo: bytes = b""
    media_type: str = ""


@dataclass
class Sorting:
    """The lines of one card on their way into fields."""

    filling: dict[str, list[Line]] = field(default_factory=dict)
    """Field -> the lines that fill it."""
    beside: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    found: dict[str, dict[str, details.Detail]] = field(default_factory=dict)
    """Field -> what tells two details apart -> the detail."""
    groups: dict[str, dict[str, list[Line]]] = field(default_factory=dict)
    photo: bytes = b""
    media_type: str = ""

    def take(self, line: Line) -> None:
        """Put a line where it belongs; what cannot be read stays beside, with a sentence."""
        try:
            taken = self._taken(line)
        except DomainError as refusal:
            self._tell(line, refusal.message)
            taken = False
        if not taken:
            self.beside.append(line)

    def _taken(self, line: Line) -> bool:
        if line.name in details.BY_NAME:
            return self._detail(details.BY_NAME[line.name], line)
        if line.name in wholes.BY_NAME:
            return self._whole(wholes.BY_NAME[line.name], line)
        if line.name in ("N", "FN"):
            return self._once(line.name, line)
        return line.name == "PHOTO" and self._photo(line)

    def _detail(self, kind: details.Kind, line: Line) -> bool:
        detail = kind.detail(line)
        if not detail:
            return False
        found = self.found.setdefault(kind.field, {})
        key = kind.same(detail)
        if key not in found and len(found) == MOST:
            self._tell(line, sentence(_TOO_MANY, most=MOST))
            return False
        found.setdefault(key, detail)
        self.groups.setdefault(kind.field, {}).setdefault(key, []).append(line)
        return True

    def _whole(self, whole: wholes.Whole, line: Line) -> bool:
        if whole.read([line]):
            return self._once(whole.field, line) if whole.single else self._add(whole.field, line)
        if whole.name == "BDAY" and line.stated.text.strip():
            self._tell(line, sentence(_NO_DAY, value=line.stated.text[:60]))
        return False

    def _photo(self, line: Line) -> bool:
        inline = line.stated.inline
        if inline is None or self.photo:
            return False
        try:
            self.media_type = photo_type(inline.content)
        except DomainError as refusal:
            self._tell(line, sentence(_NO_PHOTO, reason=str(refusal.message).rstrip(".")))
            return False
        self.photo = inline.content
        return self._add("photo", line)

    def _once(self, purpose: str, line: Line) -> bool:
        return purpose not in self.filling and self._add(purpose, line)

    def _add(self, purpose: str, line: Line) -> bool:
        self.filling.setdefault(purpose, []).append(line)
        return True

    def _tell(self, line: Line, message: Message) -> None:
        self.problems.append((line.name, message))

    def first(self, purpose: str) -> Line | None:
        """The first line that fills a field."""
        return next(iter(self.filling.get(purpose, ())), None)

    def listed(self, name: str) -> list[details.Detail]:
        """The details of a field, those the card prefers first."""
        groups = self.groups.get(name, {})
        ranked = sorted(groups, key=lambda key: not any(one.stated.is_preferred for one in groups[key]))
        return [self.found[name][key] for key in ranked]


def sorted_lines(lines: Iterable[Line]) -> Sorting:
    """The lines of a card, each in its place."""
    sorting = Sorting()
    for line in lines:
        sorting.take(line)
    return sorting


def kept_of(sorting: Sorting, values: Values, own: names.Names, full_name: str) -> list[Entry]:
    """What the plain card of these values would not say: unknown lines, and known ones said otherwise."""
    found = [*_kept_names(sorting, own, full_name), *_kept_details(sorting), *_kept_wholes(sorting, values)]
    return [line.entry() for line in (*found, *_kept_photo(sorting), *sorting.beside)]


def _kept_names(sorting: Sorting, own: names.Names, full_name: str) -> list[Line]:
    plain = {"N": names.structured(own), "FN": names.formatted(full_name)}
    return [
        Line(line.stated, line.labels, name, own)
        for name in ("N", "FN")
        if (line := sorting.first(name)) and line != Line(plain[name])
    ]


def _kept_details(sorting: Sorting) -> list[Line]:
    return [
        line.filling(name)
        for name, groups in sorting.groups.items()
        for key, lines in groups.items()
        if len(lines) > 1 or not _is_plain(lines[0], details.BY_FIELD[name].line(sorting.found[name][key]))
        for line in lines
    ]


def _kept_wholes(sorting: Sorting, values: Values) -> list[Line]:
    return [
        line.filling(whole.field)
        for whole in wholes.WHOLES
        if (lines := sorting.filling.get(whole.field))
        and not (len(lines) == 1 and _is_plain(lines[0], _plainly(whole, values)))
        for line in lines
    ]


def _plainly(whole: wholes.Whole, values: Values) -> Line:
    return Line(whole.plain(values.get(whole.field, ""), "3.0"))


def _kept_photo(sorting: Sorting) -> list[Line]:
    line = sorting.first("photo")
    if line is None or _is_plain(line, Line(plain_photo(sorting.photo, sorting.media_type))):
        return []
    return [remembered(line, hash_of(sorting.photo))]


def _is_plain(line: Line, other: Line) -> bool:
    return not line.stated.group and details.plain(line) == details.plain(other)
