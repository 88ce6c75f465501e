"""Which new accounts and contacts are probably there already: same e-mail, same phone, a very near name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from carnet.core.text import match_key, normalise, phone_digits
from carnet.directory.models import Account, Contact
from carnet.journal.models import Editable

REASONS = {
    "email": _("same e-mail"),
    "phone": _("same phone"),
    "siren": _("same SIREN"),
    "name": _("very near name"),
}
COMPARED: tuple[type[Any], ...] = (Account, Contact)
MOST_COMPARED = 500_000
"""Pairs of names compared for one table: about a second."""

NEAR = 90
LEAST_LETTERS = 3
_LEGAL = frozenset(
    "sarl sas sasu sa eurl sci snc scop scp selarl ei eirl cie ltd limited inc llc corp gmbh ag bv nv".split()
)


@dataclass(frozen=True)
class Face:
    """What records are compared by."""

    model: type[Editable]
    pk: int
    name: str
    label: str
    words: tuple[str, ...]
    marks: frozenset[tuple[str, str]]
    """E-mails, phones and numbers that only one company or person has."""
    place: str
    """Where people work, else the town."""
    sorted: str = ""
    """The words in order of the alphabet: made once, for they are compared a million times."""


@dataclass(frozen=True)
class Likeness:
    """A new record and the one there is that it probably is."""

    new: Face
    known: Face
    reason: str


def face_of(record: Editable) -> Face | None:
    """The face of an account or a contact; of other kinds none is compared."""
    if isinstance(record, Account):
        return _account(record)
    return _contact(record) if isinstance(record, Contact) else None


def likenesses(new: Iterable[Face], model: type[Editable], *, last: int) -> Iterator[Likeness]:
    """For each new record at most one that was there before: the first that has the strongest reason."""
    faces = list(new)
    if not faces or model not in COMPARED:
        return
    found: dict[int, Likeness] = {}
    for likeness in _pairs(faces, _stored(model, last)):
        first = found.setdefault(likeness.new.pk, likeness)
        if first.reason == "name" != likeness.reason:
            found[likeness.new.pk] = likeness
    yield from found.values()


def _stored(model: Any, last: int) -> Iterator[Face]:
    rows = model._default_manager.filter(pk__lte=last).order_by("pk")
    rows = rows.select_related("account") if model is Contact else rows
    wide = ("note", "kept", "custom", "search_text")
    for record in rows.defer(*wide).iterator(chunk_size=2000):
        face = face_of(record)
        if face is not None:
            yield face


def _pairs(faces: list[Face], known: Iterator[Face]) -> Iterator[Likeness]:
    by_mark, by_name = defaultdict[Any, list[Face]](list), defaultdict[Any, list[Face]](list)
    for face in faces:
        for mark in face.marks:
            by_mark[mark].append(face)
        for block in _blocks(face):
            by_name[block].append(face)
    left = MOST_COMPARED
    for old in known:
        for mark in old.marks:
            yield from (Likeness(face, old, mark[0]) for face in by_mark.get(mark, ()))
        for block in _blocks(old):
            near = by_name.get(block, ())
            left -= len(near)
            if left > 0:
                yield from (Likeness(face, old, "name") for face in near if _near(face, old))


def _blocks(face: Face) -> Iterator[str]:
    """Names are compared only where the first letters of two of their words are the same."""
    initials = sorted({word[0] for word in face.words})
    if len(initials) == 1:
        yield initials[0]
    for at, one in enumerate(initials[:6]):
        yield from (f"{one}{other}" for other in initials[at + 1 : 6])


def _near(one: Face, other: Face) -> bool:
    """The same words but for a slip or an initial, where nothing says that they stand elsewhere."""
    if one.place and other.place and one.place != other.place:
        return False
    if min(len(one.sorted), len(other.sorted)) < LEAST_LETTERS:
        return False
    alike = fuzz.ratio(one.sorted, other.sorted, score_cutoff=NEAR) > 0
    return alike or _abbreviated(one.words, other.words)


def _abbreviated(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """ "P. Vial" and "Pascal Vial": word for word the same or its first letter."""
    if len(one) != len(other) or len(one) < 2 or not set(one) & set(other):
        return False
    pairs = zip(one, other, strict=True)
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)


def _account(account: Account) -> Face:
    marks = {
        ("email", account.email.lower()),
        ("phone", phone_digits(account.phone)),
        ("siren", account.siren),
    }
    words = tuple(word for word in _words(account.name) if word not in _LEGAL)
    label = ", ".join(filter(None, (account.name, account.city)))
    words = words or tuple(_words(account.name))
    place = match_key(account.city)
    return Face(Account, account.pk, account.name, label, words, _said(marks), place, _in_order(words))


def _contact(contact: Contact) -> Face:
    marks = {("email", item["value"].lower()) for item in contact.emails}
    marks |= {("phone", phone_digits(item["value"])) for item in contact.phones}
    place = contact.account.name if contact.account else contact.city
    label = ", ".join(filter(None, (contact.full_name, place)))
    words = tuple(_words(f"{contact.first_name} {contact.last_name}"))
    place = match_key(place)
    return Face(Contact, contact.pk, contact.full_name, label, words, _said(marks), place, _in_order(words))


def _in_order(words: tuple[str, ...]) -> str:
    return " ".join(sorted(words))


def _words(name: str) -> list[str]:
    plain = "".join(letter if letter.isalnum() else " " for letter in normalise(name))
    return plain.split()


def _said(marks: set[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(mark for mark in marks if mark[1])
