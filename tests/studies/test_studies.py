"""What the studies have stored: no older than their code, found again by running it, and no accident."""

import functools
import importlib
import json
import math
import sys
from pathlib import Path

import pytest
import torch

FOLDER = Path(__file__).parents[2] / "docs" / "studies"
STUDIES = sorted(path.stem for path in FOLDER.glob("*.json"))


@functools.cache
def module(name):
    """Import a script of the folder, as running it does."""
    sys.path.insert(0, str(FOLDER))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(FOLDER))


@functools.cache
def found(name):
    return module("store").load(name)


def leads(rows, method, over, batch, key="accuracy"):
    """How far a method is ahead of another on the same images, shuffle by shuffle."""
    value = {(run["method"], run["shuffle"]): run[key] for run in rows if run["batch"] == batch}
    shuffles = sorted({run["shuffle"] for run in rows})
    return torch.tensor([value[method, s] - value[over, s] for s in shuffles], dtype=torch.float64)


def errors(points):
    """The mean in units of its standard error."""
    return float(points.mean() / (points.std() / math.sqrt(len(points))))


@pytest.mark.parametrize("name", STUDIES)
def test_no_study_is_older_than_its_code(name):
    assert found(name)["sources"] == module("store").digest(name), f"nox -s studies -- {name}"
    assert found(name)["command"] == f"python docs/studies/store.py {name}"


def test_every_study_is_stored():
    scripts = {path.stem for path in FOLDER.glob("*.py")} - {"store"}
    assert scripts == set(STUDIES) != set()


def test_the_digest_sees_the_modules_behind_a_study(tmp_path, monkeypatch):
    """A module that a study reaches through another counts; one that only refuses input does not."""
    store = module("store")
    sources = {"a": "from momentum import b, _checks\n", "b": "from momentum.c import d\n"}
    for name, text in (sources | {"c": "d = 1\n", "_checks": "x = 1\n"}).items():
        (tmp_path / f"{name}.py").write_text(text)
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    monkeypatch.setattr(store, "PACKAGE", tmp_path)
    before = store.digest("a")
    (tmp_path / "_checks.py").write_text("x = 2\n")
    assert store.digest("a") == before
    (tmp_path / "c.py").write_text("d = 2\n")
    assert store.digest("a") != before
    store.save("a", [{"x": 1}, {"x": 2}])
    assert store.load("a") == {
        "command": "python docs/studies/store.py a", "sources": store.digest("a"),
        "runs": [{"x": 1}, {"x": 2}],
    }  # fmt: skip
    assert json.loads((tmp_path / "a.json").read_text()) == store.load("a")


# -- Digits ----------------------------------------------------------------------------------------


def test_running_the_study_finds_what_is_stored():
    """One shuffle with all images: rounding may differ between machines, settings may not."""
    stored = {
        r["method"]: r for r in found("digits")["runs"] if (r["shuffle"], r["batch"]) == (7, 512)
    }
    torch.set_num_threads(1)
    for run in module("digits").run(7, 512):
        kept = stored[run["method"]]
        assert run["settings"] == pytest.approx(kept["settings"])
        assert run["accuracy"] == pytest.approx(kept["accuracy"], abs=0.005)
        assert run["passes"] == pytest.approx(kept["passes"], abs=3)


@pytest.mark.checks("tab-digits", by="numerics")
def test_the_leads_that_the_page_calls_sure_are_no_accident():
    """Five standard errors over twenty shuffles; chance alone does it once in ten thousand times."""
    runs = found("digits")["runs"]
    sure = [
        ("nesterov", "gd", 16),
        ("adam", "gd", 16),
        ("momentum", "gd", 512),
        ("adam", "gd", 512),
    ]
    for method, over, batch in sure:
        lead = leads(runs, method, over, batch)
        assert len(lead) == 20
        assert errors(lead) > 5, (method, batch)
        assert int((lead > 0).sum()) >= 19, (method, batch)
    assert int((leads(runs, "momentum", "gd", 512) > 0).sum()) == 20  # the page says: in none
    assert 2 < errors(leads(runs, "momentum", "gd", 16)) < 5  # less certain
    assert abs(errors(leads(runs, "adam", "nesterov", 16))) < 2  # not decided


def test_a_lead_by_chance_is_not_called_sure():
    """The same networks under names dealt out at random in each shuffle: nobody is ahead."""
    runs = found("digits")["runs"]
    generator = torch.Generator().manual_seed(0)
    for method, batch in (("nesterov", 16), ("momentum", 512)):
        lead = leads(runs, method, "gd", batch)
        signs = 2.0 * torch.randint(2, (500, len(lead)), generator=generator) - 1
        assert max(abs(errors(one)) for one in lead * signs) < 5


@pytest.mark.checks("tab-digits", by="numerics")
def test_with_all_images_momentum_is_three_times_as_soon_at_nine_in_ten():
    runs = found("digits")["runs"]
    sooner = leads(runs, "gd", "momentum", 512, key="passes")
    assert int((sooner > 0).sum()) == 20
    steps = {
        m: [r["passes"] for r in runs if (r["method"], r["batch"]) == (m, 512)]
        for m in ("gd", "momentum")
    }
    assert sorted(steps["gd"])[9] > 3 * sorted(steps["momentum"])[9]


@pytest.mark.checks("tab-digits", by="numerics")
def test_the_tuning_chooses_one_effective_rate_for_all_methods():
    """Of eight rates over two decades; a choice at random would agree in an eighth of the contests."""
    settings = [
        r["settings"] for r in found("digits")["runs"] if r["batch"] == 16 and r["method"] != "adam"
    ]
    rates = [round(one["lr"] / (1 - one.get("momentum", 0)), 3) for one in settings]
    usual = max(set(rates), key=rates.count)
    assert rates.count(usual) > 2 / 3 * len(rates) == 40
