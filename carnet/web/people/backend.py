"""Who a session belongs to, read with the member they are: one query of each request less."""

from allauth.account.auth_backends import AuthenticationBackend

from carnet.identity import queries
from carnet.identity.models import User


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's way to check a password, our way to find who is logged in."""

    def get_user(self, user_id: int) -> User | None:
        """The user of a session; none once their access is closed."""
        return queries.live_user(user_id)
