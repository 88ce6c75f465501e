"""How allauth behaves here: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Log-in only: administrators add people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
