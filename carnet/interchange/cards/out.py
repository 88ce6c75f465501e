"""Contacts and accounts as cards: what the record holds, in the words the card it came from had for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, get_args

from carnet.directory.models import Account, Contact
from carnet.directory.queries import visible_accounts
from carnet.files import queries as files
from carnet.files.models import File
from carnet.identity.visibility import Viewer
from carnet.interchange.cards import company, details, names, wholes
from carnet.interchange.cards.lines import Line, kept_lines
from carnet.interchange.cards.photos import filled, hash_in, plain_photo
from carnet.interchange.vcard.card import Property
from carnet.interchange.vcard.versions import Version
from carnet.interchange.vcard.write import card_text

VCF_TYPE = "text/vcard; charset=utf-8"
VERSIONS: tuple[Version, ...] = get_args(Version)
CHUNK = 20
"""Cards at a time: each may hold 5 MB of a photo."""
Photos = Mapping[str, File]


def vcf_chunks(records: Iterable[Contact | Account], *, version: Version = "3.0") -> Iterator[bytes]:
    """The cards of contacts and accounts, one after another, in UTF-8."""
    found = iter(records)
    while chunk := list(islice(found, CHUNK)):
        photos = _photos(chunk)
        for record in chunk:
            yield card_of(record, photos, version).encode()


def card_companies(viewer: Viewer) -> Iterator[Account]:
    """The companies that came as cards: an address book given out whole has them beside its people."""
    found = visible_accounts(viewer).exclude(kept=[]).order_by("pk")
    return found.iterator(chunk_size=CHUNK)


def card_of(record: Contact | Account, photos: Photos, version: Version) -> str:
    """One card; a photo is looked up by its hash."""
    if isinstance(record, Account):
        lines = _account_lines(record, photos, version)
    else:
        lines = _contact_lines(record, photos, version)
    return card_text(list(_grouped(lines)), version)


def _photos(records: Iterable[Contact | Account]) -> dict[str, File]:
    """The photos of records with their content, by hash; two queries at most."""
    listed = list(records)
    ids = {record.photo_id for record in listed if isinstance(record, Contact) and record.photo_id}
    lines = [line for record in listed if isinstance(record, Account) for line in kept_lines(record.kept)]
    hashes = {hash_in(line) for line in lines if line.fills == "photo"}
    return files.by_hash(ids=ids, hashes=hashes) if ids or hashes else {}


def _grouped(lines: Iterable[Line]) -> Iterator[Property]:
    """The properties of the lines: one with labels makes a group with them."""
    listed = list(lines)
    taken = {line.stated.group.lower() for line in listed}
    free = (name for number in range(1, 2 * len(listed) + 2) if (name := f"item{number}") not in taken)
    for line in listed:
        if not line.labels:
            yield line.stated
            continue
        group = next(free)
        for one in (line.stated, *line.labels):
            yield replace(one, group=group)


def _contact_lines(contact: Contact, photos: Photos, version: Version) -> Iterator[Line]:
    kept = kept_lines(contact.kept)
    yield from _names(contact, kept)
    for kind in details.KINDS:
        yield from _details(kind, getattr(contact, kind.field), kept)
    for whole in wholes.WHOLES:
        yield from _whole(whole, _value(contact, whole.field), kept, version)
    yield from _contact_photo(contact, kept, photos)
    yield from (line for line in kept if not line.fills)


def _value(contact: Contact, field: str) -> Any:
    if field == "account":
        return contact.account.name if contact.account else ""
    return getattr(contact, field)


def _names(contact: Contact, kept: list[Line]) -> Iterator[Line]:
    own = tuple(getattr(contact, part) for part in names.PARTS)
    said = {line.name: line for line in kept if line.fills in ("N", "FN") and line.names == own}
    yield said.get("N") or Line(names.structured(own))
    yield said.get("FN") or Line(names.formatted(contact.full_name))


def _details(kind: details.Kind, held: Iterable[details.Detail], kept: list[Line]) -> Iterator[Line]:
    """Each detail as its card said it, all its lines at once; plain where it has changed since."""
    lines = [(line, kind.read(line)) for line in kept if line.fills == kind.field]
    for detail in held:
        own = [(line, said) for line, said in lines if said and kind.same(said) == kind.same(detail)]
        if any(_is_same(said, detail) for _line, said in own):
            yield from (line for line, _said in own)
        else:
            yield kind.line(detail)


def _is_same(said: details.Detail, detail: details.Detail) -> bool:
    return {name: text for name, text in said.items() if text} == {
        name: text for name, text in detail.items() if text
    }


def _whole(whole: wholes.Whole, value: Any, kept: list[Line], version: Version) -> Iterator[Line]:
    lines = [line for line in kept if line.fills == whole.field]
    yearless = whole.field == "birthday" and str(value).startswith("--")
    if value and lines and whole.reads(lines, value) and not yearless:
        yield from lines
    elif value:
        yield Line(whole.plain(value, version))


def _contact_photo(contact: Contact, kept: list[Line], photos: Photos) -> Iterator[Line]:
    file = next((file for file in photos.values() if file.pk == contact.photo_id), None)
    if file is None:
        return
    own = [line for line in kept if line.fills == "photo" and hash_in(line) == file.sha256]
    yield filled(own[0], file) if own else Line(plain_photo(bytes(file.content), file.media_type))


def _account_lines(account: Account, photos: Photos, version: Version) -> Iterator[Line]:
    kept = kept_lines(account.kept)
    columns = ("name", "email", "phone", "website", *company.PLACE, *company.WORDS.values())
    values = {name: getattr(account, name) for name in columns}
    own = company.still_saying((line for line in kept if line.fills not in ("", "photo")), values)
    said = {(line.fills, line.name) for line in own}
    yield from (line for line in company.plain_lines(values) if (line.fills, line.name) not in said)
    yield from own
    for line in kept:
        if line.fills == "photo" and (file := photos.get(hash_in(line))):
            yield filled(line, file)
    yield from (line for line in kept if not line.fills)
    yield from _company_marks(kept, version)


def _company_marks(kept: list[Line], version: Version) -> Iterator[Line]:
    """What tells that a card is a company's, and the N that 3.0 asks for, unless its card had them."""
    present = {line.name for line in kept if not line.fills}
    wanted = {"KIND": "org"} if version == "4.0" else {"N": ";;;;", "X-ABSHOWAS": "COMPANY"}
    yield from (Line(Property("", name, (), value)) for name, value in wanted.items() if name not in present)
