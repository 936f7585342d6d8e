"""Sphinx configuration: one bilingual source, three editions (tag zh, tag both, no tag: en)."""

import os
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path[:0] = [str(DOCS / "_ext"), str(DOCS / "building")]
import digests  # noqa: E402
import package  # noqa: E402
import place  # noqa: E402

# A backend in the environment would silently remove the inline figures of all code cells.
os.environ.pop("MPLBACKEND", None)

# -- Place and edition -----------------------------------------------------------------------------

site_url, repository, published = place.site_url(), place.repository(), place.published()
edition = next((name for name in ("zh", "both") if tags.has(name)), "en")  # noqa: F821
ZH = edition == "zh"
language = "zh_CN" if ZH else "en"
project = {"en": "Momentum", "zh": "动量法", "both": "Momentum ｜ 动量法"}[edition]
author = "the momentum contributors"
copyright = {
    "en": "the momentum contributors. Text CC BY-SA 4.0, code MIT",
    "zh": "momentum 贡献者。文字 CC BY-SA 4.0，代码 MIT",
    "both": "the momentum contributors. Text CC BY-SA 4.0, code MIT",
}[edition]

# -- Sources ---------------------------------------------------------------------------------------

extensions = [
    "editions",  # first: the first registered translation of a text wins
    "answers",
    "bothwords",
    "cells",
    "downloads",
    "drills",
    "equations",
    "explorable",
    "facts",
    "folding",
    "furniture",
    "gallery_svg",
    "glossary",
    "imports",
    "katex",
    "labs",
    "learning",
    "ledger",
    "meta",
    "navigation",
    "orientation",
    "permalinks",
    "pieces",
    "policy",
    "scripts",
    "search",
    "sheet",
    "sources",
    "states",
    "stills",
    "styles",
    "takeaway",
    "ticks",
    "titles",
    "typography",
    "unbroken",
    "workarounds",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "myst_nb",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_exercise",
    "sphinx_gallery.gen_gallery",
    "sphinx_proof",
    "sphinxcontrib.bibtex",
]
exclude_patterns = [
    "_ext",
    "_templates",
    "building",
    "labs",
    "learning",
    "licences",
    "node_modules*",
    "root",
    "sheet",
    "studies",
    "styles",
    "web",
    "**/*.ipynb",
    "gallery/**/*.py",
    "gallery/**/GALLERY_HEADER.rst",
]
templates_path = ["_templates"]
nitpicky = True
# No inventories of other projects, a build needs no network; and a type in a docstring says shapes.
nitpick_ignore_regex = [
    ("py:class", r"(?!momentum\.).*"),
    ("py:.*", r"(torch|numpy|matplotlib)\..*"),
]
numfig = True

# -- Markdown and notebooks ------------------------------------------------------------------------


myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "substitution",
]
# What all editions share lies beside them, where pages at the top of an edition find it.
myst_url_schemes = {"http": None, "https": None, "mailto": None, "files": "../_downloads/{{path}}"}
nb_execution_mode = "cache"
nb_execution_cache_path = str(ROOT / "build" / "jupyter_cache" / digests.library(ROOT))
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_merge_streams = True
nb_output_stderr = "warn"
nb_code_prompt_show = "显示代码" if ZH else "Show code"
nb_code_prompt_hide = "隐藏代码" if ZH else "Hide code"

# -- Gallery ---------------------------------------------------------------------------------------

SECTIONS = ["basics", "practice", "theory", "conventions", "nesterov"]
SECTIONS += ["speed", "noise", "beyond", "today", "pitfalls", "machines", "exercises"]
# The scripts run once, before the editions, which find the pages made (docs/building/running.py).
runs = tags.has("gallery")  # noqa: F821
if runs:
    extensions = ["gallery_svg", "sphinx_gallery.gen_gallery"]
# It looks at the whole path: the folder in which the project lies may have any name.
suppress_warnings = ["sphinx_gallery.space_in_filename"]
sphinx_gallery_conf = {
    "examples_dirs": ["../gallery"] if runs else [],
    "gallery_dirs": ["gallery"] if runs else [],
    "subsection_order": [f"../gallery/{section}" for section in SECTIONS],
    "within_subsection_order": "FileNameSortKey",
    "image_scrapers": ("gallery_svg.scraper",),
    "reset_modules": ("gallery_svg.reset",),
    "abort_on_example_error": True,
    "capture_repr": (),  # the value of a last line is an object with its address in memory
    "backreferences_dir": None,
    "download_all_examples": False,
    "min_reported_time": 1e9,
    "nested_sections": False,
    "remove_config_comments": True,
    "show_memory": False,
    "show_signature": False,
    "write_computation_times": False,
}

# -- API, theorems, exercises, references ----------------------------------------------------------

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings say types and shapes
napoleon_google_docstring = False
napoleon_use_rtype = False
proof_title_format = " %t"
exercise_style = "solution_follow_exercise"
bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"

# -- Formulas --------------------------------------------------------------------------------------

html_math_renderer = "katex"
katex_macros = {
    **{rf"\{letter}": rf"\mathbf{{{letter}}}" for letter in "vxgzcwQROI"},
    r"\bLam": r"\boldsymbol{\Lambda}",
    r"\T": r"^{\top}",
}

# -- HTML ------------------------------------------------------------------------------------------

html_theme = "furo"
html_title = project
html_favicon = "_static/favicon.svg"
html_baseurl = site_url and f"{site_url}/{edition}/"
html_static_path = ["_static"]
html_domain_indices = ["py-modindex"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_permalinks_icon = "#"
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/editions.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
pygments_dark_style = "github-dark"
html_theme_options = {"top_of_page_buttons": []}
html_context = {
    "edition": edition,
    "editions": [
        {"code": "en", "name": "English", "lang": "en"},
        {"code": "zh", "name": "中文", "lang": "zh-CN"},
        {"code": "both", "name": "EN ｜ 中", "lang": ""},
    ],
    "site_url": site_url,
    "book_version": package.VERSION,
}
copybutton_exclude = ".linenos, .gp, .go"
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
