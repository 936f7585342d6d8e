"""What the studies have stored: no older than their code, found again by running it, and no accident."""

import functools
import importlib
import json
import math
import sys
from pathlib import Path

import pytest
import torch

from momentum.directions import polar

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


# -- Transformers ----------------------------------------------------------------------------------


def transformers():
    return module("transformers")


def arms():
    study = transformers()
    return {arm.name: arm for more in study.MORE.values() for arm in study.ARMS + more}


def rates(value, models=2):
    return torch.full((models,), value), torch.full((models,), value)


def test_a_stack_of_models_is_torchs_transformer():
    """The same weights in torch's own encoder layers, one model at a time."""
    study = transformers()
    p = study.start((5, 6), 40)
    p["gains"] = 1 + 0.1 * torch.randn(p["gains"].shape, generator=torch.Generator().manual_seed(0))
    tokens = torch.randint(
        40, (2, 3, study.CONTEXT + 1), generator=torch.Generator().manual_seed(1)
    )
    found = study.losses(p, tokens)
    mask = torch.nn.Transformer.generate_square_subsequent_mask(study.CONTEXT)
    for m in range(2):
        x = p["embedding"][m][tokens[m, :, :-1]] + p["positions"][m]
        for k in range(study.LAYERS):
            layer = torch.nn.TransformerEncoderLayer(
                study.WIDTH, study.HEADS, 4 * study.WIDTH, dropout=0, activation="gelu",
                batch_first=True, norm_first=True, bias=False,
            )  # fmt: skip
            *qkv, out = p["attention"][m, k]
            layer.load_state_dict({
                "self_attn.in_proj_weight": torch.cat([w.T for w in qkv]),
                "self_attn.out_proj.weight": out.T,
                "linear1.weight": p["up"][m, k].T, "linear2.weight": p["down"][m, k].T,
                "norm1.weight": p["gains"][m, 2 * k], "norm2.weight": p["gains"][m, 2 * k + 1],
            })  # fmt: skip
            x = layer(x, src_mask=mask, is_causal=True)
        x = torch.nn.functional.layer_norm(x, (study.WIDTH,), p["gains"][m, -1])
        known = torch.nn.functional.cross_entropy(
            (x @ p["head"][m]).flatten(0, 1), tokens[m, :, 1:].flatten(), reduction="none"
        )
        assert torch.allclose(found[m].flatten(), known.detach(), atol=1e-4)


@pytest.mark.parametrize("name", sorted(arms()))
def test_every_arm_steps_what_it_says(name):
    """A few steps: frozen matrices rest, everything else moves, and the loss falls."""
    study, arm = transformers(), arms()[name]
    regime = "characters" if name.split("-")[0] in ("sign", "normalised") else "small"
    kind, seeds = study.REGIMES[regime][0], (300, 301)
    parts, size, _ = study.text(kind)
    before = study.start(seeds, size)
    pair = torch.full((2,), 0.002), torch.full((2,), 1.0 if arm.ends == "sgd" else 0.02)
    after = study.train(arm, regime, pair, seeds, steps=12)
    for part, x in before.items():
        rests = part in study.HIDDEN and arm.hidden == "frozen"
        assert torch.equal(x, after[part]) == rests, part
    some = study.windows(parts["validation"], seeds, 20)
    start, end = (study.losses(p, some).mean((1, 2)) for p in (before, after))
    assert bool((end < start - 0.1).all())


def test_models_side_by_side_do_not_see_each_other():
    """Clipping, normalising and averaging squares stay within one model; so do the draws."""
    study = transformers()
    for arm in (
        study.Arm("muon", "adam"),
        study.Arm("normalised", "tensor"),
        study.Arm("sgd", "word"),
    ):
        both = study.train(arm, "small", rates(0.01), (300, 301), steps=3)
        alone = study.train(arm, "small", rates(0.01, 1), (301,), steps=3)
        for part, x in alone.items():
            assert torch.allclose(both[part][1:], x, atol=1e-5), part


def test_the_rules_are_those_of_torch_and_of_the_package():
    """Adam of torch, the velocity of form C, the polar factor of the package; squares by word and tensor."""
    study = transformers()
    generator = torch.Generator().manual_seed(0)
    gradients = [torch.randn(1, 6, study.WIDTH, generator=generator) for _ in range(5)]
    x = torch.nn.Parameter(torch.zeros(1, 6, study.WIDTH))
    adam, states = torch.optim.Adam([x], lr=1.0, betas=(0.9, 0.95)), {}
    velocity = torch.zeros_like(gradients[0])
    for g in gradients:
        before, x.grad = x.detach().clone(), g
        adam.step()
        velocity = 0.9 * velocity + 0.1 * g
        step = {
            rule: study.direction(rule, g.clone(), states.setdefault(rule, {}), 0.9, 0.95)
            for rule in ("adam", "sgd", "sign", "normalised", "muon", "word", "tensor")
        }
        assert torch.allclose(before - step["adam"], x, atol=1e-6)
        assert torch.allclose(step["sgd"], velocity, atol=1e-7)
        assert torch.equal(step["sign"], step["sgd"].sign())
        assert torch.allclose(
            step["normalised"], velocity / velocity.square().mean().sqrt(), rtol=1e-4
        )
        long = (study.WIDTH / 6) ** 0.5  # torch.optim.Muon's for as many columns and rows
        assert torch.allclose(step["muon"], long * polar(velocity), atol=1e-5)
    same = torch.full((1, 6, study.WIDTH), 0.5) * torch.arange(1, 7)[None, :, None]
    for rule, equal in (("word", True), ("tensor", False)):  # squares that are equal in each row
        step = study.direction(rule, same, {}, 0.9, 0.95)
        assert torch.allclose(step, torch.ones_like(step)) == equal
    head = study.direction("word", same.mT.contiguous(), {}, 0.9, 0.95)
    assert torch.allclose(head, torch.ones_like(head))
    assert math.exp(-study.FORGET * 512) == pytest.approx(0.95)
    assert math.exp(-study.FORGET * 64) == pytest.approx(0.95 ** (1 / 8))


def test_clipping_bounds_the_first_step():
    study = transformers()
    seeds, size = (300, 301), study.text("words")[1]
    before = study.start(seeds, size)
    moved = {}
    for clip in (True, False):
        arm = study.Arm("sgd", "sgd", beta=0.0, clip=clip)
        after = study.train(arm, "small", rates(10.0), seeds, steps=1)
        parts = [(after[part] - x).flatten(1).square().sum(1) for part, x in before.items()]
        moved[clip] = sum(parts).sqrt()
    assert torch.allclose(moved[True], torch.full((2,), 10 * study.CLIP), rtol=1e-3)
    assert bool((moved[False] > moved[True]).all())


def test_tuning_and_testing_share_neither_seeds_nor_text():
    study = transformers()
    assert not set(study.TUNING) & set(study.FRESH) and len(study.FRESH) >= 6
    for kind in ("words", "characters"):
        parts, size, _ = study.text(kind)
        assert list(parts) == ["train", "validation", "test"]
        assert all(int(part.min()) >= 0 and int(part.max()) < size for part in parts.values())
        counts = torch.cat(list(parts.values())).bincount(minlength=size)
        assert bool((counts[:-2] >= counts[1:-1]).all())  # the last stands for all other words
    draws = study.windows(study.text("words")[0]["train"], (100, 0), 4)
    assert draws.shape == (2, 4, study.CONTEXT + 1) and not torch.equal(draws[0], draws[1])
    for run in found("transformers")["runs"]:
        assert run["tuning"] == list(study.TUNING) and run["seeds"] == list(study.FRESH)
        assert len(run["loss"]) == len(study.FRESH)


def test_running_the_contest_finds_what_is_stored():
    """The control, on the same text; another Python has another one."""
    study = transformers()
    (stored,) = (
        run
        for run in found("transformers")["runs"]
        if (run["regime"], run["arm"]) == ("words", "frozen-adam")
    )
    if study.text("words")[2] != stored["text"]:
        pytest.skip("Python's help is another text here")
    again = study.run(study.Arm("frozen", "adam"), "words", (stored["hidden"], stored["ends"]))
    assert again["loss"] == pytest.approx(stored["loss"], abs=0.02)


def ahead(regime, arm, rival, key="loss"):
    """How far an arm lies below a rival, seed by seed."""
    run = {(run["regime"], run["arm"]): run for run in found("transformers")["runs"]}
    one, other = (
        torch.tensor(run[regime, name][key], dtype=torch.float64) for name in (arm, rival)
    )
    return other - one


SURE = [
    ("words", "adam-adam", "sgd-sgd", "loss"),
    ("words", "frozen-adam", "sgd-sgd", "loss"),
    ("words", "sgd-adam", "sgd-sgd", "loss"),
    ("words", "muon-adam", "adam-adam", "loss"),
    ("words", "frozen-tensor", "frozen-sgd", "loss"),
    ("words", "frozen-word", "frozen-tensor", "loss"),
    ("words", "adam-adam", "adam-adam-one", "loss"),
    ("words", "frozen-adam", "adam-adam-one", "loss"),
    ("words", "sgd-sgd", "sgd-sgd-unclipped", "loss"),
    ("words", "adam-adam", "sgd-sgd", "frequent"),
    ("words", "adam-adam", "sgd-sgd", "rare"),
    ("small", "adam-adam", "sgd-sgd", "loss"),
    ("small", "muon-adam", "adam-adam", "loss"),
    ("characters", "adam-adam", "frozen-adam", "loss"),
    ("characters", "sgd-adam", "frozen-adam", "loss"),
    ("characters", "adam-adam", "sgd-adam", "loss"),
    ("characters", "muon-adam", "adam-adam", "loss"),
]


@pytest.mark.parametrize(("regime", "arm", "rival", "key"), SURE)
@pytest.mark.checks("tab-transformers", by="numerics")
def test_what_the_page_says_of_transformers_holds_in_every_seed(regime, arm, rival, key):
    """Five standard errors over ten seeds; a sign by chance is alike in all once in five hundred times."""
    lead = ahead(regime, arm, rival, key)
    assert len(lead) == 10 and bool((lead > 0).all())
    assert errors(lead) > 5


@pytest.mark.checks("tab-transformers", by="numerics")
def test_what_the_page_does_not_claim_is_not_there():
    for arm, rival in (
        ("adam-adam", "sgd-adam"),
        ("frozen-adam", "frozen-word"),
        ("adam-sgd", "sgd-sgd"),
    ):
        assert abs(errors(ahead("words", arm, rival))) < 3, (arm, rival)
    assert errors(ahead("words", "sgd-sgd", "sgd-sgd-beta0")) < 5
    for arm in ("sign-adam", "normalised-adam"):
        assert abs(errors(ahead("characters", arm, "adam-adam"))) < 5
    gaps = [ahead(regime, "adam-adam", "sgd-sgd") for regime in ("words", "small")]
    assert errors(gaps[0] - gaps[1]) > 5  # it shrinks with the batch


def test_no_rate_was_chosen_at_the_end_of_what_was_tried():
    """But the least for hidden matrices: zero, the control, lies beyond it."""
    study = transformers()
    for run in found("transformers")["runs"]:
        hidden, ends = run["arm"].split("-")[:2]
        if run["arm"].endswith("-one"):
            places = [(run["ends"], study.RATES["both"][ends], 1)]
        else:
            places = [(run["ends"], study.RATES["ends"][ends], 1)]
            if hidden != "frozen":
                places.append((run["hidden"], study.RATES["hidden"][hidden], 0))
        for rate, lowest, least in places:
            steps = math.log2(rate / lowest)
            assert least <= round(steps) < 7 or (run["regime"], run["arm"]) == (), run["arm"]
