"""Loading cards: each file in two passes, companies first, so that people find the company they name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor
from carnet.core.text import match_key
from carnet.directory import actions
from carnet.directory.models import Account, Contact
from carnet.files.actions import hash_of, store_photos
from carnet.files.models import File
from carnet.interchange.cards import merging
from carnet.interchange.cards.lines import digests
from carnet.interchange.cards.names import is_one_person
from carnet.interchange.cards.table import CardRow, CardTable
from carnet.interchange.cells import Reading, Values
from carnet.interchange.errors import sentence
from carnet.interchange.loading.engine import load_rows
from carnet.interchange.loading.scene import Loading, Scene, attribute, grouped, insert, insert_named, union
from carnet.interchange.tables import Batch, Row, batched
from carnet.journal.models import Editable, JournalLine

Done = Callable[[int], None]
BATCH = 500
MOST_PHOTOS = 40 * 1024 * 1024
"""Bytes of photos held at once."""
PROPERTIES = {
    "account": "ORG",
    "emails": "EMAIL",
    "phones": "TEL",
    "addresses": "ADR",
    "urls": "URL",
    "job_title": "TITLE",
    "birthday": "BDAY",
}


@dataclass(frozen=True)
class CardReading(Reading):
    """The values of a card, understood when its row was made."""

    def header_of(self, field: str) -> str:
        """The property that fills a field."""
        return PROPERTIES.get(field, field.upper())

    def values(self, row: Row) -> Values:
        """What the card told, with what was unreadable in it."""
        mapped = row.mapped if isinstance(row, CardRow) else None
        return {**mapped.values, "problems": mapped.problems} if mapped else {}


def load_cards(table: CardTable, scene: Scene, done: Done) -> None:
    """Load the cards of a file: its companies, then its people and what could not be read."""
    reading = CardReading(*(getattr(scene.reading, name) for name in Reading.__dataclass_fields__))
    read = 0

    def told(rows: int) -> None:
        done(read + rows)

    for loading, companies in ((COMPANIES, True), (PEOPLE, False)):
        rows = table.card_rows(companies=companies)
        part = replace(scene, reading=reading, taken=set(), deferred=[])
        load_rows(partial(_batches, _with_photos(rows, scene.actor)), loading, part, told)
        read = scene.report.rows


@dataclass(slots=True)
class _Cards(Batch):
    """A card is more than its cells: its rows are kept as they are."""

    kept: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """One row more."""
        Batch.add(self, row)
        self.kept.append(row)

    def rows(self, positions: Iterable[int] | None = None) -> Iterator[Row]:
        """The rows one by one: all, or those at these positions."""
        return iter(self.kept if positions is None else [self.kept[at] for at in positions])


def _batches(rows: Iterator[Row], size: Callable[[], int]) -> Iterator[Batch]:
    return batched(rows, size, _Cards)


def _with_photos(rows: Iterable[CardRow], actor: Actor) -> Iterator[Row]:
    """The rows with their photos stored, many at a time."""
    batch: list[CardRow] = []
    held = 0
    for row in rows:
        batch.append(row)
        held += len(row.mapped.photo) if row.mapped else 0
        if len(batch) == BATCH or held > MOST_PHOTOS:
            yield from _stored(batch, actor)
            batch, held = [], 0
    yield from _stored(batch, actor)


def _stored(batch: list[CardRow], actor: Actor) -> list[CardRow]:
    found = [row.mapped for row in batch if row.mapped and row.mapped.photo]
    contents = ((mapped.photo, mapped.media_type) for mapped in found)
    files = store_photos(contents=contents, actor=actor) if found else {}
    return [_with_photo(row, files) for row in batch]


def _with_photo(row: CardRow, files: dict[str, File]) -> CardRow:
    mapped = row.mapped
    if mapped is None or not mapped.photo:
        return replace(row, card=None)
    photo = {} if mapped.is_company else {"photo": files[hash_of(mapped.photo)]}
    return replace(row, card=None, mapped=replace(mapped, values={**mapped.values, **photo}, photo=b""))


def _prepare(values: Values, scene: Scene) -> Values:
    for name, problem in values.pop("problems", ()):
        scene.report.warn(problem, line=scene.line, column=name)
    if "account" in values:
        values["account"] = scene.account("account", values["account"])
    return values


def _digest(values: Values) -> str:
    return next(iter(digests(values.get("kept", ()))), "")


def _own_uid(values: Values) -> str:
    """The identifier the card brought; one made of its content says nothing of other cards."""
    uid = str(values.get("uid", ""))
    return "" if uid == f"card-{_digest(values)}" else uid


def _email(values: Values) -> str:
    emails = values.get("emails")
    return str(emails[0]["value"]).lower() if emails else ""


def _full_name(values: Values) -> str:
    return " ".join(filter(None, (values.get("first_name", ""), values.get("last_name", ""))))


def _person_key(values: Values, scene: Scene) -> bytes:
    return (_own_uid(values) or _email(values) or str(values.get("uid", ""))).encode()


def _known_people(many: list[Values], scene: Scene) -> list[Editable | None]:
    """By identifier; else by first e-mail and name, else by name and company."""
    contacts = Contact.objects.select_related("account", "photo").defer("photo__content")
    uids = {values["uid"] for values in many}
    emails = {_email(values) for values in many} - {""}
    names = {_full_name(values) for values in many} - {""}
    by_uid = {contact.uid: contact for contact in contacts.filter(uid__in=uids)}
    by_email = grouped(contacts.filter(email_key__in=emails), "email_key") if emails else {}
    by_name = grouped(contacts.filter(full_name__in=names), "full_name") if names else {}
    return [
        by_uid.get(values["uid"])
        or _same_address(by_email.get(_email(values), []), values, scene)
        or _same_name(by_name.get(_full_name(values), []), values, scene)
        for values in many
    ]


def _same_address(contacts: list[Contact], values: Values, scene: Scene) -> Contact | None:
    """Of those with this e-mail the one of this name; a family that shares one is not one person."""
    found = [one for one in contacts if _may_be(one, values, scene) and _is_named_alike(one, values)]
    exact = [one for one in found if match_key(one.full_name) == match_key(_full_name(values))]
    return next(iter(exact or found), None) if len(exact or found) == 1 else None


def _is_named_alike(contact: Contact, values: Values) -> bool:
    name = " ".join(filter(None, (contact.first_name, contact.last_name)))
    return is_one_person(name, _full_name(values))


def _same_name(contacts: list[Contact], values: Values, scene: Scene) -> Contact | None:
    """One name is one person unless their e-mails or companies differ, or one file names them twice."""
    account = values.get("account")
    found = [
        one
        for one in contacts
        if one.pk not in scene.taken
        and not (_email(values) and one.emails)
        and (account is None or one.account is None or one.account == account)
    ]
    return found[0] if len(found) == 1 else None


def _may_be(contact: Contact, values: Values, scene: Scene) -> bool:
    """Two cards of one file that each have an identifier are two records."""
    return not (contact.pk in scene.taken and _own_uid(values) and not contact.uid.startswith("card-"))


def _build_person(values: Values, scene: Scene) -> Editable:
    return actions.new_contact(values)


def _add_to_person(record: Editable, values: Values, scene: Scene) -> None:
    """What the card says anew; one that is in already says nothing."""
    assert isinstance(record, Contact)  # noqa: S101 - the engine hands back what `known` found
    if _digest(values) in digests(record.kept):
        return
    other = merging.contradicted(record, values)
    if other and _is_spoken_for(record, scene):
        values = merging.set_beside(values, other)
        _tell_beside(record, other, scene)
    added: Values = {name: value for name, value in values.items() if name != "uid"}
    for name in ("emails", "phones", "addresses", "urls"):
        if name in added:
            added[name] = merging.joined_details(name, getattr(record, name), added[name])
    if "categories" in added:
        added["categories"] = union(record.categories, added["categories"])
    if "kept" in added:
        added["kept"] = merging.joined_kept(record.kept, added["kept"], values)
    actions.update_contact(contact=record, values=added, actor=scene.actor)


def _is_spoken_for(record: Contact, scene: Scene) -> bool:
    """Whether another card of this import speaks of the record: neither of the two is newer."""
    if record.pk in scene.taken or scene.actor.batch is None:
        return record.pk in scene.taken
    lines = JournalLine.objects.filter(kind=PEOPLE.kind, object_id=record.pk, batch=scene.actor.batch)
    return lines.exists()


def _tell_beside(record: Contact, fields: list[str], scene: Scene) -> None:
    text = _("Another card of “{name}” says otherwise: {columns} kept beside the first.")
    columns = ", ".join(scene.reading.header_of(name) for name in fields)
    scene.warn(fields[0], sentence(text, name=str(record), columns=columns))


def _company_key(values: Values, scene: Scene) -> bytes:
    return match_key(str(values.get("name", ""))).encode()


def _known_companies(many: list[Values], scene: Scene) -> list[Editable | None]:
    """By name; of several of one name the first, for a card is never refused."""
    keys = {match_key(values["name"]) for values in many}
    found: dict[str, Account] = {}
    for account in Account.objects.filter(match_key__in=keys).order_by("-pk"):
        found[account.match_key] = account
    return [found.get(match_key(values["name"])) for values in many]


def _build_company(values: Values, scene: Scene) -> Editable:
    return actions.new_account(values)


def _add_to_company(record: Editable, values: Values, scene: Scene) -> None:
    assert isinstance(record, Account)  # noqa: S101
    if _digest(values) in digests(record.kept):
        return
    added: Values = {name: value for name, value in values.items() if name != "name"}
    if "tags" in added:
        added["tags"] = union(record.tags, added["tags"])
    if "kept" in added:
        added["kept"] = merging.joined_kept(record.kept, added["kept"], ())
    actions.update_account(account=record, values=added, actor=scene.actor)


PEOPLE = Loading(
    kind="directory.contact",
    model=Contact,
    prepare=_prepare,
    key=_person_key,
    known=_known_people,
    build=_build_person,
    current=attribute,
    apply=_add_to_person,
    store=insert,
    references=("account",),
    adds_up=True,
)
COMPANIES = Loading(
    kind="directory.account",
    model=Account,
    prepare=_prepare,
    key=_company_key,
    known=_known_companies,
    build=_build_company,
    current=attribute,
    apply=_add_to_company,
    store=insert_named("account"),
    adds_up=True,
)
