"""Outside text made harmless: shown letter by letter, control characters visible, never as markup."""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"
"""What joins or parts letters and emoji, and is seen by nothing else."""


def literal(text: str) -> str:
    r"""Return `text` with every control, format and line-breaking character spelt out (`\x1b`).

    The result is plain text: give it to a `textual.content.Content` or to a widget with
    `markup=False`, so that brackets stay brackets.
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character == "\n":
        return "\\n"
    if character == "\t":
        return "\\t"
    category = unicodedata.category(character)
    # Joiners belong to emoji and to scripts that need them; everything else of these categories can
    # hide or reorder what stands around it.
    if category in ("Cc", "Cs", "Co", "Zl", "Zp") or (category == "Cf" and character not in JOINERS):
        code = ord(character)
        return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    return character
