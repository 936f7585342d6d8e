"""Where the book stands: whatever an environment says of its repository, links lead right."""

import dataclasses

import pytest
from place import LAUNCHES, Published, Repository, public, repository, site_url

NAMES = ("SITE_URL", "REPOSITORY_URL", "REPOSITORY_COMMIT", "REPOSITORY_BRANCH")
HOSTS = ("READTHEDOCS_GIT_CLONE_URL", "GITHUB_REPOSITORY")


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from an environment that says nothing."""
    for name in (*NAMES, *HOSTS):
        monkeypatch.delenv(name, raising=False)


def say(monkeypatch: pytest.MonkeyPatch, **values: str) -> Repository:
    """Say something in the environment and read it."""
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return repository()


def test_nothing_is_known() -> None:
    """No variable, no link."""
    found = repository()
    assert (found.url, found.view("a"), found.edit("a"), found.report("a", "b")) == ("",) * 4
    assert site_url() == ""


def test_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slash at the end is not doubled later."""
    monkeypatch.setenv("SITE_URL", "https://book.example.org/a/ ")
    assert site_url() == "https://book.example.org/a"


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("https://github.com/owner/book.git", "https://github.com/owner/book"),
        ("https://github.com/owner/book/", "https://github.com/owner/book"),
        ("https://user:secret@github.com/owner/book", "https://github.com/owner/book"),
        ("http://git.example.org:3000/owner/book.git", "http://git.example.org:3000/owner/book"),
        ("git@github.com:owner/book.git", "https://github.com/owner/book"),
        ("ssh://git@gitlab.com:22/group/sub/book.git", "https://gitlab.com/group/sub/book"),
        ("git@gitlab.com:group/sub/book.git", "https://gitlab.com/group/sub/book"),
        ("/home/me/book", ""),
    ],
)
def test_public_address(said: str, url: str) -> None:
    """What git uses becomes what a browser opens, without passwords; a folder is not published."""
    assert public(said) == url


def test_github(monkeypatch: pytest.MonkeyPatch) -> None:
    """A push to a branch on GitHub."""
    found = say(
        monkeypatch,
        GITHUB_SERVER_URL="https://github.com",
        GITHUB_REPOSITORY="owner/book",
        GITHUB_SHA="c0ffee",
        GITHUB_REF="refs/heads/a/b",
    )
    base = "https://github.com/owner/book"
    assert found.view("docs/a.md") == f"{base}/blob/c0ffee/docs/a.md"
    assert found.edit("docs/a.md") == f"{base}/edit/a/b/docs/a.md"
    assert found.report("ä: ", "x&y") == f"{base}/issues/new?title=%C3%A4%3A%20&body=x%26y"


def test_proposal_has_nothing_to_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is built from a proposal or a tag is on no branch."""
    github = {"GITHUB_REPOSITORY": "owner/book", "GITHUB_SHA": "c0ffee"}
    found = say(monkeypatch, **github, GITHUB_REF="refs/pull/7/merge")
    assert found.view("a") and not found.edit("a")
    clone = {"READTHEDOCS_GIT_CLONE_URL": "https://gitlab.com/owner/book.git"}
    external = {"READTHEDOCS_VERSION_TYPE": "external", "READTHEDOCS_GIT_IDENTIFIER": "7"}
    found = say(monkeypatch, **clone, **external, READTHEDOCS_GIT_COMMIT_HASH="c0ffee")
    assert found.view("a") and not found.edit("a")


def test_read_the_docs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A branch on Read the Docs; each host writes its addresses in its own way."""
    found = say(
        monkeypatch,
        READTHEDOCS_GIT_CLONE_URL="git@gitlab.com:owner/book.git",
        READTHEDOCS_GIT_COMMIT_HASH="c0ffee",
        READTHEDOCS_GIT_IDENTIFIER="main",
        READTHEDOCS_VERSION_TYPE="branch",
    )
    assert found.view("a.md") == "https://gitlab.com/owner/book/-/blob/c0ffee/a.md"
    assert found.edit("a.md") == "https://gitlab.com/owner/book/-/edit/main/a.md"


def test_own_variables_win(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sets a variable by hand means it."""
    found = say(
        monkeypatch,
        GITHUB_REPOSITORY="mirror/book",
        REPOSITORY_URL="https://codeberg.org/owner/book",
        REPOSITORY_BRANCH="main",
    )
    assert found.view("a.md") == "https://codeberg.org/owner/book/src/branch/main/a.md"
    assert found.edit("a.md") == "https://codeberg.org/owner/book/_edit/main/a.md"


def test_a_report_is_one_piece_of_an_address() -> None:
    """Whatever is told, addresses with their slashes too, stays the text of the report."""
    found = Repository("https://gitlab.com/owner/book").report("a/b", "see https://c.org/?d=e")
    wanted = "issue[title]=a%2Fb&issue[description]=see%20https%3A%2F%2Fc.org%2F%3Fd%3De"
    assert found == f"https://gitlab.com/owner/book/-/issues/new?{wanted}"


def test_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows how an unknown host writes addresses: only the repository itself is linked."""
    found = say(monkeypatch, REPOSITORY_URL="https://git.example.org/book", REPOSITORY_BRANCH="x")
    assert found.url == "https://git.example.org/book"
    assert (found.view("a"), found.edit("a"), found.report("a", "b")) == ("",) * 3


# -- Where notebooks can be opened


@pytest.mark.parametrize(
    ("url", "ref", "opened"),
    [
        ("https://github.com/owner/book", "gh-pages", "owner/book/blob/gh-pages/zh/a%20b.ipynb"),
        ("https://github.com/owner/book/", "a/b c", "owner/book/blob/a/b%20c/zh/a%20b.ipynb"),
        ("https://github.com/owner/book", "", ""),
        ("https://gitlab.com/owner/book", "gh-pages", ""),
        ("https://github.com/owner", "gh-pages", ""),
        ("https://github.com/group/sub/book", "gh-pages", ""),
        ("", "gh-pages", ""),
    ],
)
def test_hosts_open_what_lies_on_github(url: str, ref: str, opened: str) -> None:
    """A file of a branch there, under owner and name; of anything else no address is made up."""
    for host in LAUNCHES:
        found = Published(url, ref).at(host, "zh/a b.ipynb")
        assert found.startswith("https://") and found.endswith(opened) if opened else not found


@pytest.mark.parametrize("place", [Repository(), Published()])
def test_a_place_stays_what_the_environment_said(place: Repository | Published) -> None:
    """It is a setting of the build, which nothing changes on the way."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.url = "https://github.com/stranger/book"  # type: ignore[misc]
