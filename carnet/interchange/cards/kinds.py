"""What an e-mail, phone or address is for: the types and labels of cards as one word of ours, and back."""

from carnet.interchange.vcard.card import Params, Property
from carnet.interchange.vcard.write import text_property

_NOISE = frozenset(
    "internet voice pref x400 x.400 postal parcel intl dom msg text video textphone uri tel bbs modem".split()
)
_WORDS = {"cell": "mobile"}
_TYPES = {word: kind for kind, word in _WORDS.items()}
_KNOWN = frozenset("home work mobile fax pager main other car isdn pcs iphone school".split())
LONGEST = 60


def kind_of(one: Property, label: str) -> str:
    """ "work", "home fax", or the words of the label; nothing where the card says nothing."""
    if label:
        return " ".join(label.split())[:LONGEST]
    types = [value.lower() for value in one.param("TYPE")]
    words = dict.fromkeys(_WORDS.get(kind, kind) for kind in types if kind not in _NOISE)
    if "iphone" in words:
        words.pop("mobile", None)
    return " ".join(" ".join(words).split())[:LONGEST]


def marked(name: str, value: str, kind: str) -> tuple[Property, tuple[Property, ...]]:
    """A property for a value of this kind: a type where vCard has one, else with Apple's label."""
    words = kind.lower().split()
    types = tuple(_TYPES.get(word, word).upper() for word in words)
    internet = ("INTERNET",) if name == "EMAIL" else ()
    if all(word in _KNOWN for word in words):
        found = (*internet, *types)
        params: Params = (("TYPE", found),) if found else ()
        return Property("", name, params, value), ()
    label = text_property("X-ABLABEL", kind)
    return Property("", name, (("TYPE", internet),) if internet else (), value), (label,)
