"""Where the book stands, as the environment says: its address on the web, and its repository.

``SITE_URL``, ``REPOSITORY_URL``, ``REPOSITORY_BRANCH`` and ``REPOSITORY_COMMIT`` are for anyone to
set; Read the Docs and GitHub set variables of their own. ``REPO_URL`` and ``NOTEBOOKS_REF`` name a repository
and its branch that hold the built site, for hosts that open notebooks. What nobody says is empty.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

Layout = tuple[str, str, str]  # below the address of the repository: view, edit, report
GITHUB: Layout = (
    "blob/{commit}/{path}",
    "edit/{branch}/{path}",
    "issues/new?title={title}&body={body}",
)
GITLAB: Layout = (
    "-/blob/{commit}/{path}",
    "-/edit/{branch}/{path}",
    "-/issues/new?issue[title]={title}&issue[description]={body}",
)
GITEA: Layout = (
    "src/{kind}/{commit}/{path}",
    "_edit/{branch}/{path}",
    "issues/new?title={title}&body={body}",
)
LAYOUTS = {"github": GITHUB, "gitee": GITHUB, "gitlab": GITLAB, "gitea": GITEA, "codeberg": GITEA}
SSH = re.compile(r"^(?:ssh://)?(?:[^@/]+@)?([\w.-]+)(?::\d+(?=/))?[/:](.+)$")


def site_url() -> str:
    """Return the address of the folder with the editions, without a slash at its end."""
    return os.environ.get("SITE_URL", "").strip().rstrip("/")


@dataclass(frozen=True)
class Repository:
    """A repository on the web, and what of it is built; nothing is known of an empty one."""

    url: str = ""
    commit: str = ""
    branch: str = ""  # empty where the build is of a tag or of a proposal: nobody can edit that

    def view(self, path: str) -> str:
        """Return the address of a file as it was built."""
        kind = "commit" if self.commit else "branch"
        return self._fill(0, path=path, kind=kind, commit=self.commit or self.branch)

    def edit(self, path: str) -> str:
        """Return where the newest state of a file can be edited."""
        return self._fill(1, path=path, branch=self.branch)

    def report(self, title: str, body: str) -> str:
        """Return where a fault can be reported."""
        return self._fill(2, title=title, body=body)

    def _fill(self, which: int, **parts: str) -> str:
        """Return an address, or nothing if a part or the host's way of writing is unknown."""
        host = urlsplit(self.url).hostname or ""
        layout = next((LAYOUTS[name] for name in LAYOUTS if name in host.split(".")), None)
        if layout is None or not all(parts.values()):
            return ""
        safe = {name: quote(part, safe="/" if which < 2 else "") for name, part in parts.items()}
        return f"{self.url}/{layout[which].format(**safe)}"


def repository() -> Repository:
    """Return the repository that the environment names."""
    get = os.environ.get
    if get("REPOSITORY_URL"):
        url, commit, branch = (
            get(f"REPOSITORY_{part}", "") for part in ("URL", "COMMIT", "BRANCH")
        )
    elif get("READTHEDOCS_GIT_CLONE_URL"):
        url, commit = get("READTHEDOCS_GIT_CLONE_URL", ""), get("READTHEDOCS_GIT_COMMIT_HASH", "")
        on_branch = get("READTHEDOCS_VERSION_TYPE") == "branch"
        branch = get("READTHEDOCS_GIT_IDENTIFIER", "") if on_branch else ""
    elif get("GITHUB_REPOSITORY"):
        url = f"{get('GITHUB_SERVER_URL', 'https://github.com')}/{get('GITHUB_REPOSITORY')}"
        commit = get("GITHUB_SHA", "")
        ref = get("GITHUB_REF", "")
        branch = ref.removeprefix("refs/heads/") if ref.startswith("refs/heads/") else ""
    else:
        return Repository()
    return Repository(public(url), commit, branch)


def public(url: str) -> str:
    """Return the address that a browser opens, whatever git uses: no password, no ``.git``."""
    parts = urlsplit(url.strip())
    if parts.scheme in ("http", "https"):
        address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    else:
        found = SSH.match(url.strip())
        address = f"https://{found[1]}/{found[2]}" if found else ""
    return address.rstrip("/").removesuffix(".git")


# -- Where notebooks can be opened -----------------------------------------------------------------

# A host reads a file from a branch on GitHub; guessed addresses would lead nowhere, or to a stranger's code.
COLAB = "https://colab.research.google.com/github/{owner}/{name}/blob/{ref}/{path}"
KAGGLE = (
    "https://kaggle.com/kernels/welcome?src=https://github.com/{owner}/{name}/blob/{ref}/{path}"
)
MODELSCOPE = "https://modelscope.cn/notebook/share/github/{owner}/{name}/blob/{ref}/{path}"
DSW = "https://gallery.pai-ml.com/#/import/https://github.com/{owner}/{name}/blob/{ref}/{path}"
LAUNCHES = {"Colab": COLAB, "Kaggle": KAGGLE, "ModelScope": MODELSCOPE, "PAI-DSW": DSW}


@dataclass(frozen=True)
class Published:
    """A repository on GitHub with a branch that holds the built site, if there is one."""

    url: str = ""
    ref: str = ""

    def at(self, host: str, path: str) -> str:
        """Return where a host opens a file of the site, or nothing if it is in no repository."""
        parts = urlsplit(self.url)
        owner, _, name = parts.path.strip("/").partition("/")
        if not (self.ref and parts.hostname == "github.com" and name and "/" not in name):
            return ""
        ref = quote(self.ref, safe="/")
        return LAUNCHES[host].format(owner=owner, name=name, ref=ref, path=quote(path))


def published() -> Published:
    """Return the repository and the branch with the built site that the environment names."""
    ref = os.environ.get("NOTEBOOKS_REF", "").strip()
    return Published(public(os.environ.get("REPO_URL", "")), ref)
