"""What the frame of every page shows."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The company and the viewer."""
    return {"company": getattr(request, "company", None), "viewer": getattr(request, "viewer", None)}
