"""Which tests reach which line, and whether one of them fails, in forks of a process that is ready."""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import json
import os
import resource
import runpy
import select
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from changes import Mutant
from digests import digest, files

QUICK = 10.0  # seconds: no slower test is asked, though it might notice
FIRST = 15.0  # seconds of the tests that know the module best; most mutants end there
BEFORE = 3  # tests that have caught most of a module's mutants so far are asked before all others
NOW, HIDDEN, BOOK = "REACHED-BY", "another Python", "tests/docs book"
MEMORY = 12 << 30  # bytes
PARTS = ["", "tests/docs", "docs/_ext", "docs/building"]  # what is imported before pytest runs
OPTIONS = {"momentum": ["--doctest-modules"], "docs/_ext": []}  # for each folder that is broken
# The extensions on which it depends what scripts and cells of a book show; see docs/building/running.py.
SHOWING = {f"docs/_ext/{name}.py" for name in ("gallery_svg", "narrow", "stills")}
TOOLS = ["tests/conftest.py", "tests/mutants/runs.py"]
BOOKS = [
    f"tests/docs/{name}"
    for name in ("books.py", "conftest.py", "constructs.py", "sample", "warm.py")
]
SHARED = ["tests/package/conftest.py", "tests/printed.py"]
HELD = {  # what is broken or may change what tests do, and what holds it
    "momentum": (["momentum", *SHARED, *TOOLS], ["tests/package/test_*.py", "momentum/*.py"]),
    "docs/_ext": (["docs/_ext", "docs/building", *BOOKS, *TOOLS], ["tests/docs/test_*.py"]),
}


def held_by(root: Path, part: str) -> dict[str, str]:
    """Return each file of tests that hold the code of a folder, and a digest of both."""
    used, patterns = HELD[part]
    tests = [path for pattern in patterns for path in sorted(root.glob(pattern))]
    names = [path.relative_to(root).as_posix() for path in tests]
    return {name: digest(files(root, [*used, name])) for name in names}


def copy(root: Path, where: Path) -> Path:
    """Copy what git knows of the project or could, and link the packages of node."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for name in subprocess.check_output(listed, cwd=root, text=True).split("\0")[:-1]:
        if (root / name).is_file():
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, where / name)
    (where / "docs" / "node_modules").symlink_to(root / "docs" / "node_modules")
    return where


def forked(root: Path, function: Callable[[], int], limit: int = 0) -> int:
    """Call a function in a process of its own, in a copy; return how it ended. With a limit: in silence."""
    sys.stdout.flush()
    if not (child := os.fork()):
        os.setsid()
        if limit:
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
        os.chdir(root)
        signal.alarm(limit)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        os.environ["PYTHONPATH"] = str(root)
        sys.path[:0] = [str(root / part) for part in PARTS]
        try:
            os._exit(function())
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what its tests have left running
    return end


def run(
    root: Path,
    *arguments: str,
    plugins: tuple[object, ...] = (),
    shown: Path | None = None,
    built: Callable[[], None] | None = None,
) -> int:
    """Run tests in this process; books are built in forks of what it is before them.

    Where it is given, what the sample book shows is not run, but taken from this folder. Each fork
    calls ``built`` at its end.
    """
    if any(argument.startswith("tests/docs") for argument in arguments):
        import books

        server = waiting(root, built)
        books.warm = lambda: server
        if shown:
            books.ran = lambda: shown
    options = ["-x", "-q", "-p", "no:cacheprovider"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return pytest.main([*options, *arguments], plugins=[*plugins])


def waiting(root: Path, built: Callable[[], None] | None) -> SimpleNamespace:
    """Fork what builds books for the tests, in place of a new process that imports all again."""
    (asked, ask), (answer, answered) = os.pipe(), os.pipe()
    if not os.fork():
        os.dup2(asked, 0)
        os.dup2(answered, 1)
        os.close(ask)
        select.select([0], [], [])  # most tests want no book: until one does, import nothing
        sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
        sys.stderr = sys.__stderr__
        if built:
            leave = os._exit

            def leaving(code: int) -> None:
                built()
                leave(code)

            os._exit = leaving
        runpy.run_path(str(root / "tests" / "docs" / "warm.py"), run_name="__main__")
        os._exit(0)
    os.close(asked)
    return SimpleNamespace(stdin=os.fdopen(ask, "w"), stdout=os.fdopen(answer))


def write(path: Path, source: str) -> None:
    """Write a source, and forget what Python keeps of it: it would know it by second and size alone."""
    path.write_text(source, "utf-8")
    Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)


def show(folder: Path) -> int:
    """Run in a folder what the sample book shows."""
    import books

    shutil.copytree(books.ran(), folder)
    return 0


class Test(NamedTuple):
    """A function of tests: all its items take some seconds, and more with what they share."""

    name: str
    seconds: float
    alone: float
    uses: frozenset[str]  # what the lines that it reaches are written down under

    def reaches(self, names: set[str]) -> bool:
        """Whether it runs what is written down under these names, or what nobody can know."""
        return HIDDEN in self.uses or not self.uses.isdisjoint(names)

    def is_of(self, mutant: Mutant) -> bool:
        """Whether it stands in a file that is called after the module that is broken."""
        return Path(mutant.file).stem in Path(file_of(self.name)).stem


def file_of(name: str) -> str:
    """Return the file in which a test stands."""
    return name.partition("::")[0]


class Culprit:
    """Writes down which test failed first."""

    def __init__(self, root: Path) -> None:
        self.path = root / "culprit.txt"
        self.path.unlink(missing_ok=True)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep its name."""
        if report.failed and not self.path.is_file():
            self.path.write_text(report.nodeid.partition("[")[0], "utf-8")

    def name(self) -> str:
        """Return it, if one came to its end."""
        return self.path.read_text("utf-8") if self.path.is_file() else "no end"


class Observer:
    """Writes down which lines the tests of some files reach, and how long each takes.

    Each test and each fixture that several tests share has a name of its own; in the forks that
    build books the environment tells it. What starts another Python reaches what nobody can know.
    """

    def __init__(self, root: Path, part: str, files: dict[str, Path]) -> None:
        import coverage

        self.root, self.part, self.files, self.now = root, part, files, ""
        self.coverage = coverage.Coverage(
            data_file=None, config_file=False, include=[f"{root / part}/*"]
        )
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.uses: dict[str, set[str]] = defaultdict(set)
        self.setups: dict[str, float] = defaultdict(float)
        self.hidden: set[str] = set()
        self.building = 0.0

    @contextlib.contextmanager
    def named(self, name: str) -> Iterator[None]:
        """Write down under a name what runs in the context."""
        before = self.now
        self.name(name)
        try:
            yield
        finally:
            self.name(before)

    def name(self, name: str) -> None:
        """Write down under a name what runs from now on."""
        self.now = os.environ[NOW] = name
        self.coverage.switch_context(name)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """What a test runs, and which fixtures it shares."""
        name = item.nodeid.partition("[")[0]
        self.uses[name].add(name)
        shared = getattr(item, "_fixtureinfo", None)
        for fixtures in shared.name2fixturedefs.values() if shared else ():
            self.uses[name] |= {self.fixture(one) for one in fixtures}
        with self.named(name):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        """What is set up for several tests."""
        name, start = self.fixture(fixturedef), time.monotonic()
        shared = fixturedef.scope != "function"
        with self.named(name) if shared else contextlib.nullcontext():
            try:
                return (yield)
            finally:
                self.setups[name] += time.monotonic() - start if shared else 0.0

    def fixture(self, fixture: pytest.FixtureDef[Any]) -> str:
        """Return the name of a fixture."""
        return f"{fixture.baseid} {fixture.argname}"

    def started(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note who starts another Python."""
        if event == "subprocess.Popen" and self.now and sys.executable in str(arguments[1]):
            self.hidden.add(self.now)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """How long it took, without what it built for others."""
        if report.when == "call":
            self.seconds[report.nodeid.partition("[")[0]].append(report.duration - self.building)
        self.setups[BOOK] += self.building
        self.building = 0.0

    def observe(self) -> int:
        """Run the tests, and write what was seen of each of their files."""
        sys.addaudithook(self.started)
        os.register_at_fork(after_in_child=lambda: self.coverage.switch_context(NOW))
        if self.part == "docs/_ext":
            self.see_books()
        self.coverage.start()
        end = run(self.root, *self.files, *OPTIONS[self.part], plugins=(self,), built=self.keep)
        self.coverage.stop()
        reached = self.reached()
        for path in self.root.glob(f"{NOW}-*.json"):
            name, lines = json.loads(path.read_text("utf-8"))
            for code, numbers in lines.items():
                for number in numbers:
                    reached[code][number].add(name)
        modules = [name for name, one in sys.modules.items() if not self.ours(one)]
        for file, kept in () if end else self.files.items():
            tests = {}
            for name, seconds in self.seconds.items():
                if file_of(name) == file:
                    uses = self.uses[name]
                    hidden = [HIDDEN] if uses & self.hidden else []
                    tests[name] = [sum(seconds), max(seconds), [*hidden, *sorted(uses)]]
            names = {""}.union(*(uses for *_, uses in tests.values()))
            lines = {
                code: {number: sorted(seen & names) for number, seen in numbered.items()}
                for code, numbered in reached.items()
            }
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps([lines, tests, self.setups, modules]), "utf-8")
        return end

    def see_books(self) -> None:
        """The editions of the book that tests share are built when a test first looks at one."""
        import books

        path = books.Book.path

        def named(book: books.Book, edition: str) -> Path:
            start = time.monotonic()
            with self.named(BOOK):
                found = path(book, edition)
            self.building += time.monotonic() - start
            return found

        books.Book.path = named

    def reached(self) -> dict[str, dict[str, set[str]]]:
        """Return under which names each line was reached in this process."""
        data, lines = self.coverage.get_data(), defaultdict(lambda: defaultdict(set))
        for path in data.measured_files():
            code = Path(path).relative_to(self.root).as_posix()
            for number, names in data.contexts_by_lineno(path).items():
                lines[code][str(number)] |= {*names}
        return lines

    def keep(self) -> None:
        """Write down what a fork has reached that builds a book."""
        lines = {
            code: [number for number, names in numbered.items() if NOW in names]
            for code, numbered in self.reached().items()
        }
        path = self.root / f"{NOW}-{os.getpid()}.json"
        path.write_text(json.dumps([os.environ.get(NOW, ""), lines]), "utf-8")

    def ours(self, module: Any) -> bool:
        """Whether a module lies in the copy, so that it must be imported anew for each mutant."""
        return str(getattr(module, "__file__", None) or self.root).startswith(str(self.root))


def statement(mutant: Mutant) -> set[int]:
    """Return the lines of the statement in which a mutant is broken; of one with a body, its head."""
    lines, size = {mutant.line}, sys.maxsize
    for node in ast.walk(ast.parse(mutant.source)):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            end = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
            if node.lineno <= mutant.line <= end and end - node.lineno < size:
                lines, size = {mutant.line, *range(node.lineno, end + 1)}, end - node.lineno
    return lines


class Suite:
    """The tests of a part, by the lines that they reach."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.quick: list[Test] = []
        self.setups: dict[str, float] = defaultdict(float)  # seconds, of what tests share
        self.shown: Path | None = None
        self.caught: dict[str, Counter[str]] = defaultdict(Counter)  # by a test, of each file

    @classmethod
    def measured(cls, root: Path, part: str, folder: Path) -> Suite:
        """Run the tests of a part on what is not broken, and import here what they imported.

        What the tests of a file reach is kept in the folder, until they or the code changes.
        """
        suite, holding = cls(), held_by(root, part)
        kept = {file: folder / f"{seen}.json" for file, seen in holding.items()}
        fresh = {file: path for file, path in kept.items() if not path.is_file()}
        if fresh and (end := forked(root, lambda: Observer(root, part, fresh).observe())):
            raise SystemExit(f"The tests fail as the code stands, or could not be run ({end}).")
        for path in kept.values():
            suite.add(*json.loads(path.read_text("utf-8")))
        if part == "docs/_ext":
            suite.shown = root.with_name("shown")
            forked(root, lambda: show(suite.shown))
        return suite

    def add(
        self,
        lines: dict[str, dict[str, list[str]]],
        tests: dict[str, tuple[float, float, list[str]]],
        setups: dict[str, float],
        modules: list[str],
    ) -> None:
        """Know the tests of one more file, and import what they imported."""
        for code, numbered in lines.items():
            for line, names in numbered.items():
                self.lines[code][line].update(names)
        self.setups |= setups
        for name, (seconds, slowest, uses) in tests.items():
            if slowest < QUICK:
                alone = seconds + sum(setups.get(one, 0.0) for one in uses)
                self.quick.append(Test(name, seconds, alone, frozenset(uses)))
        for name in modules:
            if name not in sys.modules and name.partition(".")[0] not in ("__main__", "coverage"):
                with contextlib.suppress(Exception):
                    importlib.import_module(name)

    def reaching(self, mutant: Mutant) -> list[Test]:
        """Return the quick tests that may notice a mutant, those that know most of its module first."""
        lines = self.lines[mutant.file]
        reach = {name for names in lines.values() for name in names}
        exact = {name for number in statement(mutant) for name in lines[str(number)]}

        def far(test: Test) -> tuple[bool, bool, bool, float]:
            return (
                not test.is_of(mutant),
                test.uses.isdisjoint(exact),
                test.uses.isdisjoint(reach),
                test.alone,
            )

        # What runs when the module is imported, all may use.
        chosen = [test for test in self.quick if "" in exact or test.reaches(exact)]
        # The tests of a file stay together: they share what their module sets up.
        order = [file_of(test.name) for test in sorted(chosen, key=far)]
        return sorted(chosen, key=lambda test: (order.index(file_of(test.name)), far(test)))

    def within(self, seconds: float, tests: list[Test]) -> list[Test]:
        """Return of these tests, in their order, what can be run in so many seconds."""
        chosen, ready, left = [], set[str](), seconds
        for test in tests:
            cost = test.seconds + sum(self.setups[name] for name in test.uses - ready)
            if cost <= left:
                chosen.append(test)
                ready |= test.uses
                left -= cost
        return chosen

    def catches(self, root: Path, mutant: Mutant, seconds: float) -> str:
        """Return a test that fails on a mutant, or ``no end``, after about so long; or nothing."""
        tests = self.within(seconds, self.reaching(mutant))
        caught = self.caught[mutant.file]
        best = {name for name, _ in caught.most_common(BEFORE)}
        before = [test for test in tests if test.name in best]
        first = self.within(FIRST, [test for test in tests if test.name not in best])
        later = [test for test in tests if test not in before and test not in first]
        # Those of its own file alone: pytest reads all files that it is given before the first test.
        own = [test for test in first if test.is_of(mutant)]
        others = [test for test in first if test not in own]
        path = root / mutant.file
        whole = path.read_text("utf-8")
        write(path, mutant.source)
        culprit, shown = Culprit(root), mutant.file not in SHOWING
        try:
            for some in (before, own, others, later):
                if some and self.fails(root, some, shown=shown, plugins=(culprit,)):
                    caught[culprit.name()] += 1
                    return culprit.name()
            return ""
        finally:
            write(path, whole)

    def fails(
        self, root: Path, tests: list[Test], *, shown: bool = True, plugins: tuple[object, ...] = ()
    ) -> bool:
        """Whether one of the tests fails, or takes many times its time."""
        names = [test.name for test in tests]
        limit = 60 + round(10 * sum(test.seconds for test in tests))
        if any(name.startswith("momentum") for name in names):
            names.append("--doctest-modules")
        folder = self.shown if shown else None
        return forked(root, lambda: run(root, *names, plugins=plugins, shown=folder), limit) != 0
