"""Elements of XHTML and its relatives, in one line each, and the files made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
EPUB = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"
PREFIXES = {"epub": EPUB, "xml": XML}


def element(tag: str, *inside: Any, namespace: str = XHTML, **attributes: str) -> Any:
    """Return an element; inside are texts, elements and lists of both, empty attributes are left out.

    `epub_type` stands for `epub:type`, `class_` for `class`, `aria_label` for `aria-label`.
    """
    made = etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace})
    for name, value in attributes.items():
        if value:
            made.set(full(name), value)
    fill(made, inside)
    return made


def full(name: str) -> str:
    """Return the name of an attribute as lxml wants it."""
    prefix, _, rest = name.rstrip("_").partition("_")
    if prefix in PREFIXES:
        return f"{{{PREFIXES[prefix]}}}{rest}"
    return name.rstrip("_").replace("_", "-")


def fill(made: Any, inside: Iterable[Any]) -> None:
    """Append texts and elements to an element."""
    for one in inside:
        if isinstance(one, str):
            if len(made):
                made[-1].tail = (made[-1].tail or "") + one
            else:
                made.text = (made.text or "") + one
        elif etree.iselement(one):
            made.append(one)
        else:
            fill(made, one)


def spoken(code: str) -> dict[str, str]:
    """Return the attributes that say a language, for `element`."""
    return {"lang": code, "xml_lang": code}


def document(root: Any, doctype: str = "") -> bytes:
    """Return a file with an element as its root."""
    etree.cleanup_namespaces(root)
    made: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype=doctype or None
    )
    return made + b"\n"
