"""Loading contacts: matched by identifier, then by first e-mail, then by full name."""

from django.utils.translation import gettext_lazy as _

from carnet.core.text import match_key
from carnet.directory import actions
from carnet.directory.models import Contact
from carnet.interchange.cells import Values
from carnet.interchange.loading.scene import Loading, Scene, attribute, grouped, insert, union
from carnet.journal.models import Editable

_ADDRESS = ("street", "postal_code", "city", "country")
_LISTS = ("emails", "phones", "addresses", "urls", "tags", "categories")


def _prepare(values: Values, scene: Scene) -> Values:
    address = {part: values.pop(part) for part in _ADDRESS if part in values}
    if address:
        values["addresses"] = [*values.get("addresses", []), {**address, "kind": ""}]
    if full_name := values.pop("full_name", ""):
        _split(full_name, values)
    if not any(values.get(name) for name in ("first_name", "last_name", "nickname", "emails", "phones")):
        raise scene.refuse("last_name", _("A contact needs a name, an e-mail or a phone number."))
    if "account" in values:
        values["account"] = scene.account("account", values["account"])
    if "owner" in values:
        values["owner"] = scene.known("owner", values["owner"])
    return values


def _split(full_name: str, values: Values) -> None:
    """ "Perrin, Margaux" and "Margaux Perrin", and a family name in capitals wherever it stands."""
    if values.get("last_name") or values.get("first_name"):
        return
    last, comma, first = (part.strip() for part in full_name.partition(","))
    words = full_name.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if comma:
        values["last_name"], values["first_name"] = last, first
    elif capitals and len(capitals) < len(words):
        values["last_name"] = " ".join(capitals)
        values["first_name"] = " ".join(word for word in words if word not in capitals)
    else:
        values["first_name"], values["last_name"] = " ".join(words[:1]), " ".join(words[1:])
    values.update({name: "" for name in ("first_name", "last_name") if not values[name]})


def _full_name(values: Values) -> str:
    return " ".join(filter(None, (values.get("first_name", ""), values.get("last_name", ""))))


def _email(values: Values) -> str:
    emails = values.get("emails")
    return str(emails[0]["value"]).lower() if emails else ""


def _key(values: Values, scene: Scene) -> bytes:
    account = values.get("account")
    by_name = f"{match_key(_full_name(values))}|{account.pk if account else ''}"
    phones = values.get("phones") or [{"value": ""}]
    return (values.get("uid") or _email(values) or f"{by_name}|{phones[0]['value']}").encode()


def _known(many: list[Values], scene: Scene) -> list[Editable | None]:
    contacts = Contact.objects.select_related("account")
    uids = {values["uid"] for values in many if values.get("uid")}
    emails = {_email(values) for values in many} - {""}
    names = {_full_name(values) for values in many} - {""}
    by_uid = {contact.uid: contact for contact in contacts.filter(uid__in=uids)} if uids else {}
    by_email = grouped(contacts.filter(email_key__in=emails), "email_key") if emails else {}
    by_name = grouped(contacts.filter(full_name__in=names), "full_name") if names else {}
    return [
        by_uid.get(values.get("uid", ""))
        or _only(by_email.get(_email(values), []), values)
        or _only([one for one in by_name.get(_full_name(values), []) if _may_be(one, values)], values)
        for values in many
    ]


def _only(contacts: list[Contact], values: Values) -> Contact | None:
    """The one contact meant; of several with one e-mail, the one of the same name."""
    if len(contacts) > 1:
        contacts = [contact for contact in contacts if contact.full_name == _full_name(values)]
    return contacts[0] if len(contacts) == 1 else None


def _may_be(contact: Contact, values: Values) -> bool:
    """One name is one person unless their e-mails or their companies differ."""
    account = values.get("account")
    other_mail = bool(_email(values)) and bool(contact.emails)
    other_company = account is not None and contact.account is not None and contact.account != account
    return not other_mail and not other_company


def _build(values: Values, scene: Scene) -> Editable:
    return actions.new_contact(values)


def _apply(record: Editable, values: Values, scene: Scene) -> None:
    assert isinstance(record, Contact)  # noqa: S101 - the engine hands back what `_known` found
    merged = {
        name: union(getattr(record, name), value) if name in _LISTS else value
        for name, value in values.items()
    }
    merged.pop("uid", None)
    actions.update_contact(contact=record, values=merged, actor=scene.actor)


CONTACTS = Loading(
    kind="directory.contact",
    model=Contact,
    prepare=_prepare,
    key=_key,
    known=_known,
    build=_build,
    current=attribute,
    apply=_apply,
    store=insert,
    references=("account", "owner"),
)
