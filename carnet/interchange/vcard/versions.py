"""A property in the form of one version: how preference and bytes are written is all that differs."""

from typing import Literal

from carnet.interchange.vcard.card import Params, Property
from carnet.interchange.vcard.inline import INLINE_NAMES, format_of, formats_in

Version = Literal["3.0", "4.0"]


def as_in(version: Version, one: Property) -> Property:
    """The same property as the version writes it."""
    if version == "4.0":
        return _preferred_in_4(_inline_in_4(one))
    return _preferred_in_3(_inline_in_3(one))


def _preferred_in_4(one: Property) -> Property:
    """TYPE=pref is PREF=1."""
    if "pref" not in one.types or one.param("PREF"):
        return one
    others = tuple(value for value in one.param("TYPE") if value.lower() != "pref")
    return _with(one, _set(_set(one.params, "TYPE", others), "PREF", ("1",)))


def _preferred_in_3(one: Property) -> Property:
    """PREF=1 is TYPE=pref; any other preference stays what it is."""
    if one.param("PREF") != ("1",):
        return one
    types = one.param("TYPE")
    preferred = types if "pref" in one.types else (*types, "pref")
    return _with(one, _set(_set(one.params, "TYPE", preferred), "PREF", ()))


def _inline_in_4(one: Property) -> Property:
    """Bytes as a data: URI."""
    if one.name not in INLINE_NAMES or not one.param("ENCODING") or not one.inline:
        return one
    formats = formats_in(one.name, one.param("TYPE"))
    uses = tuple(value for value in one.param("TYPE") if value not in formats)
    params = _set(_set(_set(one.params, "ENCODING", ()), "TYPE", uses), "VALUE", ())
    return _with(one, params, f"data:{one.inline.media_type};base64,{one.value}")


def _inline_in_3(one: Property) -> Property:
    """Bytes as base64, their format among the types."""
    if one.name not in INLINE_NAMES or one.param("ENCODING") or not one.inline:
        return one
    types = (*one.param("TYPE"), format_of(one.inline.media_type))
    params = _set(_set(_set(one.params, "ENCODING", ("b",)), "TYPE", types), "VALUE", ())
    content = "".join(one.value.partition(",")[2].split())
    return _with(one, _set(params, "MEDIATYPE", ()), content)


def _set(params: Params, name: str, values: tuple[str, ...]) -> Params:
    """The parameters with this one changed, in its place; without it when there are no values."""
    changed = [(known, values if known == name else its) for known, its in params]
    if values and name not in dict(params):
        changed.append((name, values))
    return tuple((known, its) for known, its in changed if its)


def _with(one: Property, params: Params, value: str | None = None) -> Property:
    return Property(one.group, one.name, params, one.value if value is None else value)
