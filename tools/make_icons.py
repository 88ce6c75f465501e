"""Makes the sprite of icons from the package `lucide`, for the names listed in carnet/web/icons.py."""

import re
import sys
from pathlib import Path

import lucide

from carnet.web.icons import ICONS

ROOT = Path(__file__).resolve().parent.parent
SPRITE = ROOT / "carnet" / "web" / "static" / "vendor" / "icons.svg"
_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_SPACES = re.compile(r"\s+")


def main() -> int:
    """Write the sprite; fail with one sentence when the package lacks an icon."""
    SPRITE.parent.mkdir(parents=True, exist_ok=True)
    SPRITE.write_text(sprite(ICONS), encoding="utf-8")
    return 0


def sprite(names: tuple[str, ...]) -> str:
    """One SVG file with a symbol per icon; the strokes are set by the page's stylesheet."""
    symbols = "\n".join(symbol(name) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def symbol(name: str) -> str:
    try:
        drawing = lucide._render_icon(name, None)  # noqa: SLF001 - the tag for templates inlines the whole SVG
    except lucide.IconDoesNotExist:
        sys.exit(f'lucide has no icon "{name}": correct carnet/web/icons.py.')
    shapes = _SHAPES.search(drawing)
    if shapes is None:
        sys.exit(f'lucide\'s icon "{name}" is no SVG.')
    content = _SPACES.sub(" ", shapes.group(1)).strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{content}</symbol>'


if __name__ == "__main__":
    sys.exit(main())
