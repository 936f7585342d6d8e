"""What an e-book says of itself to readers and libraries: the package document of an EPUB."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from package import NAME, PROJECT, VERSION, released

from .markup import element

if TYPE_CHECKING:
    from collections.abc import Sequence

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
CODES = {"en": "en", "zh": "zh-CN"}
CREATOR = {"en": "The momentum contributors", "zh": "momentum 贡献者"}
RIGHTS = {
    "en": "Text and figures CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), code MIT",
    "zh": "文字与图 CC BY-SA 4.0（https://creativecommons.org/licenses/by-sa/4.0/），代码 MIT",
}
SUMMARY = {
    "en": "Reflows at any size and in any colours. Pictures have alternative texts, formulas are MathML with "
    "their TeX as alternative text, tables have heads, headings and the table of contents say the order. "
    "No part of it has been judged by a certifier.",
    "zh": "正文可随字号与屏幕重排，颜色由读者决定。图有替代文字；公式为 MathML，并以 TeX 作替代文字；表格有表头；"
    "标题与目录标明次序。未经第三方机构评测。",
}
ACCESS = [
    ("accessMode", "textual"), ("accessMode", "visual"), ("accessModeSufficient", "textual"),
    *(
        ("accessibilityFeature", feature)
        for feature in (
            "alternativeText", "displayTransformability", "MathML", "readingOrder",
            "structuralNavigation", "tableOfContents",
        )
    ),
    ("accessibilityHazard", "none"),
]  # fmt: skip


@dataclass(frozen=True)
class About:
    """What is said of an e-book."""

    title: str
    language: str
    description: str
    url: str  # of the edition on the web, if that is known

    @property
    def name(self) -> str:
        """The name of this edition and version, the same in every build."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{NAME}/{self.language}/{VERSION}").urn


@dataclass(frozen=True)
class Item:
    """A file of the e-book; its properties say what it is (nav, cover-image) or holds (mathml)."""

    file: str
    kind: str
    properties: str = ""

    @property
    def name(self) -> str:
        """The name by which the order of reading knows it."""
        return "file-" + self.file.replace("/", "-").replace(".", "-")


def modified() -> str:
    """Return the time of this edition: what `SOURCE_DATE_EPOCH` says, or the day of the release."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return f"{released()}T00:00:00Z"
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def package(about: About, items: Sequence[Item], order: Sequence[str]) -> Any:
    """Return the package document: metadata, files, and the order in which they are read."""
    names = {item.file: item.name for item in items}
    parts = [
        metadata(about),
        opf(
            "manifest",
            *(
                opf("item", id=one.name, href=one.file, media_type=one.kind,
                    properties=one.properties)
                for one in items
            ),
        ),
        opf("spine", *(opf("itemref", idref=names[file]) for file in order)),
    ]  # fmt: skip
    return opf(
        "package", *parts, version="3.0", unique_identifier="name", xml_lang=CODES[about.language]
    )


def metadata(about: About) -> Any:
    """Return what libraries ask for, and what readers who do not see, or see little, ask for."""
    language = about.language
    said = [
        dc("identifier", about.name, id="name"),
        dc("title", about.title),
        dc("language", CODES[language]),
        dc("creator", CREATOR[language]),
        dc("date", released()),
        dc("description", about.description),
        *(dc("subject", word) for word in PROJECT["keywords"]),
        dc("rights", RIGHTS[language]),
        *([dc("source", f"{about.url}/")] if about.url else []),
        meta("dcterms:modified", modified()),
        meta("schema:version", VERSION),
        meta("schema:isAccessibleForFree", "true"),
        *(meta(f"schema:{name}", value) for name, value in ACCESS),
        meta("schema:accessibilitySummary", SUMMARY[language]),
    ]
    return opf("metadata", *said)


def container() -> Any:
    """Return the file that says where the package document is."""
    root = element("rootfile", namespace=CONTAINER, media_type="application/oebps-package+xml")
    root.set("full-path", "EPUB/package.opf")
    roots = element("rootfiles", root, namespace=CONTAINER)
    return element("container", roots, namespace=CONTAINER, version="1.0")


def opf(tag: str, *inside: Any, **attributes: str) -> Any:
    """Return an element of the package document."""
    return element(tag, *inside, namespace=OPF, **attributes)


def dc(tag: str, text: str, **attributes: str) -> Any:
    """Return an element of the Dublin Core."""
    made = element(tag, text, namespace=DC, **attributes)
    return made


def meta(name: str, value: str) -> Any:
    """Return a statement with a name of a vocabulary."""
    return opf("meta", value, property=name)
