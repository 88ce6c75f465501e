"""What the address of a forecast says."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from carnet.api.auth import ApiRequest
from carnet.api.bodies import check_text
from carnet.core.errors import Invalid


def told(request: ApiRequest, names: Collection[str]) -> dict[str, str]:
    """The values of an address, the last of each name; one that nobody reads is refused."""
    given = {str(name): str(value).strip() for name, value in request.GET.items()}
    check_text((*given, *given.values()))
    for name in given:
        if name not in names:
            raise Invalid(_("There is no filter “%(name)s”.") % {"name": name[:60]}, field=name[:60])
    return given
