# /// script
# dependencies = ["nox"]
# ///
"""Everything this project can do with itself: ``nox --list``."""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2"
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["docs", "tests", "lint", "types"]

PROJECT = nox.project.load_toml("pyproject.toml")
# One thread: the tensors are small, and sums must not depend on the number of cores.
QUIET = {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def install(session: nox.Session, *groups: str, package: bool = True) -> None:
    """Install the package and the dependency groups, at the versions of constraints.txt, once."""
    wanted = nox.project.dependency_groups(PROJECT, *groups)
    package_args = ("-e", ".[plot]") if package else ()
    arguments = ("-c", "constraints.txt", *package_args, *wanted)
    # pip takes seconds to find that all is there: the stamp says what was installed, and from where.
    told = [
        *arguments,
        *(Path(name).read_text("utf-8") for name in ("constraints.txt", "pyproject.toml")),
    ]
    stamp = Path(session.virtualenv.location, ".installed")
    if not (stamp.is_file() and stamp.read_text("utf-8") == "\n".join(told)):
        session.install(*arguments)
        stamp.write_text("\n".join(told), "utf-8")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the three editions and check the pages; `-- --clean` keeps nothing, `--output` is elsewhere."""
    install(session, "docs", "site")
    asked = session.posargs
    where = Path(asked[asked.index("--output") + 1]) if "--output" in asked else Path()
    site = str(where / "build" / "html")
    session.run("python", "docs/building", *asked, env=QUIET)
    session.run("pytest", "tests/site", "-q", "-p", "no:cacheprovider", env={"SITE": site})
    session.log(f"The book is in {site}; open {site}/index.html, or look at it with")
    session.log(f"    python3 -m http.server --bind 127.0.0.1 --directory {site}")


@nox.session
def tests(session: nox.Session) -> None:
    """Test the package, with the examples in its docstrings, the gallery, the labs and the extensions."""
    install(session, "test", "docs")
    asked = any(word.startswith("tests/") for word in session.posargs)  # these alone
    parts = () if asked else ("docs", "labs", "package", "studies")
    tested = [f"tests/{part}" for part in parts]
    session.run("pytest", *tested, "-n", "2", *session.posargs, env=QUIET)
    if not session.posargs:
        session.run("pytest", "--doctest-modules", "momentum", "-q", env=QUIET)


@nox.session
@nox.parametrize("end", ["lowest", "newest"])
def versions(session: nox.Session, end: str) -> None:
    """Test the package with the lowest, or newest, libraries promised that this Python has (gigabytes)."""
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["digits"], *extras["plot"], extras["gallery"][-1]]
    # Of a promise, uv finds the lowest version with a wheel for this Python: NumPy 1.26 has none for
    # 3.13, torch 2.6 none for 3.14. No constraints: what these need themselves is the newest that fits.
    chosen = {"lowest": "lowest-direct", "newest": "highest"}[end]
    session.install("uv")
    session.run(
        "uv", "pip", "install", "--upgrade", "--only-binary", ":all:", "--resolution", chosen, *wanted
    )  # fmt: skip
    session.install("-e", ".", *nox.project.dependency_groups(PROJECT, "test"))
    session.run("python", "-m", "pip", "list")
    session.run("pytest", "tests/package", "-n", "2", *session.posargs, env=QUIET)
    session.run("pytest", "--doctest-modules", "momentum", "-q", env=QUIET)


@nox.session
def oracles(session: nox.Session) -> None:
    """Hold the conventions of momentum against the real torch, optax, Keras and MXNet."""
    install(session, "oracles")
    env = QUIET | {"KERAS_BACKEND": "torch", "MXNET_PYTHON": mxnet(session)}
    session.run("pytest", "tests/oracles", "-n", "2", *session.posargs, env=env)


def mxnet(session: nox.Session) -> str:
    """Return a Python that has MXNet 1.9.1, the last one: it wants a NumPy older than ours."""
    folder = Path(session.virtualenv.location).with_name("mxnet").resolve()
    python = folder / "bin" / "python"
    if not (folder / ".installed").is_file():
        session.run("python", "-m", "venv", str(folder), silent=True)
        wanted = ("mxnet==1.9.1", "numpy==1.26.4")
        session.run(str(python), "-m", "pip", "install", "-q", *wanted, external=True)
        (folder / ".installed").write_text("\n".join(wanted), "utf-8")
    return str(python)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format."""
    install(session, "lint", package=False)
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the package and of the Sphinx extensions, strictly."""
    install(session, "types", "docs")
    session.run("mypy")


@nox.session
def notebooks(session: nox.Session) -> None:
    """Run the notebooks of the built site where only their first cells install; run `nox -s docs` first."""
    install(session, "notebooks", package=False)
    session.run("python", "tests/notebooks/run.py", "build/html", env=QUIET)


@nox.session
def browser(session: nox.Session) -> None:
    """Open every page of the built site in Chromium; run `nox -s docs tests` first."""
    install(session, "browser", package=False)
    # If the driver of the browser is lost, a test may wait for ever: then its worker ends, and another goes on.
    patience = ("-o", "faulthandler_timeout=180", "-o", "faulthandler_exit_on_timeout=true")
    session.run("pytest", *(session.posargs or ["tests/browser"]), "-q", "-n", "2", *patience)


@nox.session
def engines(session: nox.Session) -> None:
    """Try explorables, figures and search in the machine's Firefox and WebKit, too."""
    install(session, "engines", package=False)
    session.run("pytest", "tests/engines", "-q", "-n", "2", *session.posargs)


@nox.session
def epub(session: nox.Session) -> None:
    """Hold the e-books of the built site against EPUBCheck, which needs Java; `nox -s docs` first."""
    if not shutil.which("java"):
        session.error("EPUBCheck needs Java: apt-get install default-jre-headless, or another one")
    install(session, "epub", package=False)
    session.run("pytest", "tests/epub", "-q", "-p", "no:cacheprovider", *session.posargs)


@nox.session
@nox.parametrize("of", ["equations", "code"])
def mutants(session: nox.Session, of: str) -> None:
    """Break the printed equations, or the code, on purpose: does a test notice? Takes hours."""
    install(session, "test", "docs", *{"equations": ("site", "oracles"), "code": ("mutants",)}[of])
    session.run("python", f"tests/mutants/of_{of}.py", *session.posargs, env=QUIET)


@nox.session
def studies(session: nox.Session) -> None:
    """Make anew what runs of minutes have found, docs/studies/*.json: all of it, or the names given."""
    install(session, "test")
    known = [path.stem for path in Path("docs/studies").glob("*.py") if path.stem != "store"]
    session.run("python", "docs/studies/store.py", *(session.posargs or sorted(known)), env=QUIET)


@nox.session
def contest(session: nox.Session) -> None:
    """Hold the contest of small transformers anew, docs/studies/transformers.json: half an hour."""
    session.notify("studies", ["transformers"])


@nox.session
def linkcheck(session: nox.Session) -> None:
    """Follow every link that leaves the site; needs the Internet."""
    install(session, "docs")
    doctrees = ("-d", "build/doctrees/linkcheck")
    session.run(
        "sphinx-build", "-b", "linkcheck", "-t", "both", *doctrees, "docs", "build/linkcheck",
        env=QUIET,
    )  # fmt: skip


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the optimiser against torch.optim.SGD, and pages, explorables and search of the site."""
    install(session, "test", "browser")
    session.run("python", "tests/bench_optim.py", "build/bench.json")
    session.run("python", "tests/bench_explorables.py", "build/bench-explorables.json")
    session.run("python", "tests/bench_labs.py", "build/bench-labs.json")
    session.run("python", "tests/bench_search.py", "build/bench-search.json")
    session.run("python", "tests/bench_pages.py", "build/bench-pages.json")


@nox.session
def serve(session: nox.Session) -> None:
    """Rebuild the side-by-side edition while you write, at http://127.0.0.1:8000."""
    install(session, "docs", "serve")
    watch = ("--watch", "gallery", "--watch", "momentum", "--ignore", "*/docs/gallery/*")
    session.run(
        "sphinx-autobuild", "--host", "127.0.0.1", *watch, "-t", "both",
        "--pre-build", "python docs/building/running.py",
        "-d", "build/doctrees/serve", "docs", "build/serve", *session.posargs, env=QUIET,
    )  # fmt: skip


@nox.session(reuse_venv=False)
def lock(session: nox.Session) -> None:
    """Choose the newest versions again and write them to constraints.txt."""
    groups = sorted(PROJECT["dependency-groups"])
    session.install(
        "torch==2.13.0", "-e", ".[plot]", *nox.project.dependency_groups(PROJECT, *groups)
    )
    frozen = session.run("python", "-m", "pip", "freeze", "--exclude-editable", silent=True)
    lines = [line.replace("+cpu", "") for line in frozen.splitlines() if "==" in line]
    header = ["# Versions for reproducible builds. Regenerate with: python3 -m nox -s lock"]
    with open("constraints.txt", "w", encoding="utf-8") as file:
        file.write("\n".join([*header, *lines, ""]))
    shutil.rmtree(session.virtualenv.location)


if __name__ == "__main__":
    nox.main()
