"""A whole picture as SVG 1.1: named and described for those who do not see it, on white."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from besrour_cli.model.language import TAGS
from besrour_cli.publishing.svg.text import xml_text


class PictureFrame(NamedTuple):
    """What a picture is around its parts: its title and description, its size in pixels, its style (CSS).

    ``mark`` is an attribute by which besrour knows its own pictures again.
    """

    mark: bytes
    title: str
    described: str
    width: int
    height: int
    style: str


def svg_picture(frame: PictureFrame, parts: Iterable[str], language: str) -> bytes:
    """The file of a picture in a language; ``parts`` are its elements, one a line."""
    tag = TAGS.get(language, language)
    width, height = frame.width, frame.height
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame.mark.decode()} xml:lang="{tag}" lang="{tag}" '
        f'role="img" aria-labelledby="besrour-title besrour-desc" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">'
        f'<title id="besrour-title">{xml_text(frame.title)}</title>'
        f'<desc id="besrour-desc">{xml_text(frame.described)}</desc>'
        f"<style>{frame.style}</style>"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    )
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', head, *parts, "</svg>", "")).encode()
