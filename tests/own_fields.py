"""One field of each type, as a company adds them to its accounts."""

from carnet.identity.custom_fields import create_custom_field
from carnet.identity.models import CustomField

TYPES = {
    "Pointure": {"type": "number"},
    "Visité le": {"type": "day"},
    "Fidèle": {"type": "flag"},
    "Circuit": {"type": "choice", "choices": ["Boutique", "En ligne"]},
    "Portfolio": {"type": "link"},
    "Surnom": {"type": "text"},
}


def one_of_each_type(root) -> dict[str, CustomField]:
    """The fields, by label."""
    return {
        label: create_custom_field(kind="directory.account", values={"label": label, **told}, actor=root)
        for label, told in TYPES.items()
    }
