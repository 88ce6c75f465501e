"""Addresses of pages that may not be part of this installation."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def known(route: str, *args: Any) -> str:
    """The address of a route, or nothing where no such page exists."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""
