"""Text as it is compared where something is looked for: whatever its case and the make of its accents."""

from __future__ import annotations

from unicodedata import normalize


def folded(text: str) -> str:
    """Return a text without its case, an accented letter always the same one character (Unicode's NFC)."""
    if text.isascii():
        return text.lower()
    return normalize("NFC", normalize("NFC", text).casefold())


def holds(text: str, part: str) -> bool:
    """Tell whether a text has a part in it; the part is folded already."""
    return part in folded(text)
