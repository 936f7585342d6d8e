"""The real torch, optax and Keras decide what the page says about them."""

import inspect
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import jax.numpy as jnp
import keras
import numpy as np
import optax
import pytest
import torch
from printed import printed

from momentum.conventions import LIBRARIES, Settings, convert, convert_state, walk

PAGE = (Path(__file__).parents[2] / "docs" / "conventions.md").read_text(encoding="utf-8")
START = np.array([2.0, -1.0, 0.5])
MATRIX = np.array([[2.0, 0.3, 0.0], [0.3, 1.0, -0.2], [0.0, -0.2, 0.4]])
STEPS = 24
SCHEDULES = {
    "constant": [0.1] * STEPS,
    "drop": [0.1] * 12 + [0.01] * 12,
    "warm-up": [0.1 * min(t, 12) / 12 for t in range(1, STEPS + 1)],
    "cosine": [0.06 + 0.05 * np.cos(np.pi * t / STEPS) for t in range(STEPS)],
}
REAL = ("torch", "optax", "keras", "optax.ema")


def gradient(x, t):
    """A gradient that depends on the point and, as with minibatches, on the step."""
    return MATRIX @ x + np.sin([t, 2.0 * t, 3.0 * t])


def run(settings, rates, x=START, v=None, first=0, corrections=None):
    """Run the real library; returns its points and its velocities, both with the start.

    `corrections` holds a factor for the velocity before each step.
    """
    return {"torch": run_torch, "keras": run_keras}.get(settings.library, run_optax)(
        settings, rates, x, v, first, corrections or [1.0] * len(rates)
    )


def run_torch(settings, rates, x, v, first, corrections):
    parameter = torch.tensor(x, requires_grad=True)
    optimizer = torch.optim.SGD(
        [parameter],
        lr=rates[0],
        momentum=settings.momentum,
        dampening=settings.dampening,
        nesterov=settings.nesterov,
    )
    state = optimizer.state[parameter]
    if v is not None:
        state["momentum_buffer"] = torch.tensor(v)
    points, velocities = [x], [np.zeros_like(x) if v is None else v]
    for t, (rate, factor) in enumerate(zip(rates, corrections, strict=True), first):
        optimizer.param_groups[0]["lr"] = rate
        if state.get("momentum_buffer") is not None:
            state["momentum_buffer"].mul_(factor)
        parameter.grad = torch.tensor(gradient(parameter.detach().numpy(), t))
        optimizer.step()
        points.append(parameter.detach().numpy().copy())
        velocities.append(state["momentum_buffer"].numpy().copy())
    return np.stack(points), np.stack(velocities)


def run_keras(settings, rates, x, v, first, corrections):
    variable = keras.Variable(x)
    optimizer = keras.optimizers.SGD(
        rates[0], momentum=settings.momentum, nesterov=settings.nesterov
    )
    optimizer.build([variable])
    (velocity,) = optimizer.momentums
    if v is not None:
        velocity.assign(v)
    points, velocities = [x], [velocity.value.detach().numpy().copy()]
    for t, (rate, factor) in enumerate(zip(rates, corrections, strict=True), first):
        optimizer.learning_rate = rate
        velocity.assign(velocity * factor)
        g = torch.tensor(gradient(variable.value.detach().numpy(), t))
        optimizer.apply([g], [variable])
        points.append(variable.value.detach().numpy().copy())
        velocities.append(velocity.value.detach().numpy().copy())
    return np.stack(points), np.stack(velocities)


def run_optax(settings, rates, x, v, first, corrections):
    table = jnp.asarray(rates)

    def schedule(count):
        return table[count]

    beta = settings.momentum
    if settings.library == "optax":
        optimizer = optax.sgd(schedule, momentum=beta, nesterov=settings.nesterov)
    else:
        optimizer = optax.chain(
            optax.ema(beta, debias=False), optax.scale_by_learning_rate(schedule)
        )
    field = "trace" if settings.library == "optax" else "ema"
    point = jnp.asarray(x)
    state = optimizer.init(point)
    if v is not None:
        state = (state[0]._replace(**{field: jnp.asarray(v)}), *state[1:])
    points, velocities = [x], [np.asarray(getattr(state[0], field))]
    for t, factor in enumerate(corrections, first):
        velocity = getattr(state[0], field) * factor
        state = (state[0]._replace(**{field: velocity}), *state[1:])
        updates, state = optimizer.update(jnp.asarray(gradient(points[-1], t)), state, point)
        point = optax.apply_updates(point, updates)
        points.append(np.asarray(point))
        velocities.append(np.asarray(getattr(state[0], field)))
    return np.stack(points), np.stack(velocities)


def steps(rates, points, velocities, beta=0.9):
    """Yield what a printed rule speaks of, for every step of a real run."""
    for t in range(1, len(points)):
        yield {
            r"\beta": beta,
            "t": t,
            r"\eta": lambda t: rates[t - 1],
            r"\g": lambda t: gradient(points[t - 1], t - 1),
            r"\x": lambda t: points[max(t, 0)],  # x_{-1} = x_0
            r"\v": velocities.__getitem__,
        }


def forms_of(label, rates, points, velocities):
    """Which of the printed forms A, B, C a real run obeys at every step."""
    formula, letters = printed(label), {rf"\mathrm{{{form}}}": form for form in "ABC"}

    def obeys(*relations):
        try:
            for values in steps(rates, points, velocities):
                formula.check(values, *relations)
        except AssertionError:
            return False
        return True

    return {formula.values(letters, k)[0] for k in (0, 3, 6) if obeys(k + 1, k + 2)}


def ours(settings, rates):
    """The same run by the package."""
    count = iter(range(len(rates)))

    def noisy(x):
        return torch.tensor(gradient(x.numpy(), next(count)))

    return walk(settings, noisy, torch.tensor(START), rates).numpy()


OPTIONS = [
    Settings(name, 0.1, 0.9, nesterov=nesterov)
    for name in REAL
    for nesterov in (False, True)[: 1 + LIBRARIES[name].nesterov]
]
DAMPED = Settings("torch", 0.1, 0.9, dampening=0.4)
PAIRS = [
    (settings, to)
    for settings in (*OPTIONS, DAMPED)
    for to in REAL
    if LIBRARIES[to].nesterov or not settings.nesterov
]


def name_of(value):
    if not isinstance(value, Settings):
        return None
    return value.library + "-nesterov" * value.nesterov + "-damped" * bool(value.dampening)


def equal(a, b):
    return np.allclose(a, b, rtol=1e-11, atol=1e-13)


ROWS = {
    name: (form, nesterov == "✓", dampening == "✓", known)
    for form, nesterov, dampening, name, known in re.findall(
        r"^\| .+? \| ([ABCP]) \| (.) \| (.) \| `(\S+)` \| (.+) \|$", PAGE, re.MULTILINE
    )
}


@pytest.mark.checks("tab-libraries", "eq-forms", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("library", REAL)
def test_each_library_decides_its_row(library, schedule):
    """torch.optim.SGD, optax.sgd, Keras SGD and optax.ema obey their printed form and no other."""
    settings, rates = Settings(library, 0.1, 0.9), SCHEDULES[schedule]
    points, velocities = run(settings, rates)
    assert forms_of("eq-forms", rates, points, velocities) == {ROWS[library][0]}
    assert equal(points, ours(settings, rates))


@pytest.mark.checks("tab-libraries", "eq-forms-nesterov", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("library", [name for name in REAL if ROWS[name][1]])
def test_each_library_decides_its_row_with_nesterov(library, schedule):
    """torch.optim.SGD, optax.sgd and Keras SGD with nesterov=True obey one printed form only."""
    settings, rates = Settings(library, 0.1, 0.9, nesterov=True), SCHEDULES[schedule]
    points, velocities = run(settings, rates)
    assert forms_of("eq-forms-nesterov", rates, points, velocities) == {ROWS[library][0]}
    assert equal(points, ours(settings, rates))


@pytest.mark.checks("eq-common", "eq-common-nesterov", "tab-units", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_two_numbers_describe_every_library(schedule):
    """Real runs of all four, damped and with Nesterov too, against the common form."""
    rates = SCHEDULES[schedule]
    for settings in (*OPTIONS, DAMPED):
        for values in steps(rates, *run(settings, rates)):
            now = replace(settings, lr=rates[values["t"] - 1])
            values |= {"s_t": now.entry, "k_t": now.unit}
            if settings.nesterov:
                printed("eq-common").check(values, 0)
                printed("eq-common-nesterov").check(values)
            elif values["t"] > 1 or not settings.dampening:
                printed("eq-common").check(values)


@pytest.mark.checks("eq-form-p", "eq-inertia", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_points_alone_tell_the_habit(schedule):
    """Points of the real Keras against Polyak's rule, those of the others with scaled inertia."""
    rates = SCHEDULES[schedule]
    for values in steps(rates, *run(Settings("keras", 0.1, 0.9), rates)):
        printed("eq-form-p").check(values)
    for library, scale in (("torch", 1.0), ("optax", 1.0), ("optax.ema", 10.0)):
        theirs = run(Settings(library, 0.1, 0.9), [scale * rate for rate in rates])
        for values in list(steps(rates, *theirs))[1:]:
            printed("eq-inertia").check(values)


@pytest.mark.checks("tab-libraries", by="library")
def test_the_table_of_libraries_is_what_the_libraries_offer():
    """Options in the table against the signatures of the real libraries, and against the package."""
    table = {name: (form.replace("P", "B"), *rest) for name, (form, *rest, _) in ROWS.items()}
    assert table == {k: (v.form.name, v.nesterov, v.dampening) for k, v in LIBRARIES.items()}
    assert {name for name, row in ROWS.items() if "tested" in row[-1]} == set(REAL)
    for name, offer in (
        ("torch", torch.optim.SGD),
        ("keras", keras.optimizers.SGD),
        ("optax", optax.sgd),
        ("optax", optax.trace),
        ("optax.ema", optax.ema),
    ):
        known = inspect.signature(offer).parameters
        assert ("nesterov" in known, "dampening" in known) == ROWS[name][1:3]


@pytest.mark.checks("tab-libraries", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_optax_trace_is_optax_sgd(schedule):
    """Points of the chain with optax.trace against those of optax.sgd, with Nesterov and without."""
    table = jnp.asarray(SCHEDULES[schedule])
    for nesterov in (False, True):
        chain = optax.chain(
            optax.trace(0.9, nesterov=nesterov), optax.scale_by_learning_rate(lambda t: table[t])
        )
        point, points = jnp.asarray(START), [START]
        state = chain.init(point)
        for t in range(STEPS):
            updates, state = chain.update(jnp.asarray(gradient(points[-1], t)), state)
            point = optax.apply_updates(point, updates)
            points.append(np.asarray(point))
        sgd, _ = run(Settings("optax", 0.1, 0.9, nesterov=nesterov), SCHEDULES[schedule])
        assert equal(np.stack(points), sgd)


@pytest.mark.checks("eq-map", by="library")
def test_the_map_of_rates_and_velocities():
    """Real torch, Keras and optax.ema that walk one path: their rates and velocities."""
    rates = {"torch": 0.1, "keras": 0.1, "optax.ema": 1.0}
    runs = [run(Settings(name, rate, 0.9), [rate] * STEPS) for name, rate in rates.items()]
    assert equal(runs[0][0], runs[1][0])
    assert equal(runs[0][0], runs[2][0])
    values = {
        rf"\eta_{{\mathrm {form}}}": rates[name] for form, name in zip("ABC", rates, strict=True)
    }
    letters = {r"\mathrm{A}": 0, r"\mathrm{B}": 1, r"\mathrm{C}": 2, r"\beta": 0.9}
    for t in range(STEPS + 1):
        at = {"t": t, r"\v": lambda which, t: runs[which][1][t]}
        printed("eq-map").check(values | letters | at)


@pytest.mark.checks("thm-one-method", by="library")
@pytest.mark.parametrize(
    ("settings", "to"), [pair for pair in PAIRS if not pair[0].dampening], ids=name_of
)
def test_converted_settings_walk_the_same_path(settings, to):
    """Two real libraries from rest at a constant learning rate, with settings by the map."""
    target = convert(settings, to)
    here, v = run(settings, [settings.lr] * STEPS)
    there, w = run(target, [target.lr] * STEPS)
    assert equal(here, there)
    assert equal(w, v * settings.unit / target.unit)


@pytest.mark.checks("thm-one-method", by="library")
@pytest.mark.parametrize(("settings", "to"), PAIRS, ids=name_of)
def test_a_run_handed_over_midway_goes_on_as_if_nothing_had_happened(settings, to):
    """One real library for 10 steps and another for 14 against one alone for 24."""
    alone, _ = run(settings, [settings.lr] * STEPS)
    first, v = run(settings, [settings.lr] * 10)
    target = convert(settings, to, started=True)
    x, w = convert_state(torch.tensor(first[-1]), torch.tensor(v[-1]), settings, target)
    rest, _ = run(target, [target.lr] * (STEPS - 10), x.numpy(), w.numpy(), first=10)
    assert equal(np.concatenate([first, rest[1:]]), alone)


@pytest.mark.checks("thm-correction", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("nesterov", [False, True])
def test_momentum_correction_makes_each_library_follow_the_other(schedule, nesterov):
    """Real torch with rescaled buffers against real Keras through a schedule, and the reverse."""
    rates = SCHEDULES[schedule]
    a = Settings("torch", 0.1, 0.9, nesterov=nesterov)
    b = replace(a, library="keras")
    up = [1.0] + [new / old for old, new in pairwise(rates)]
    down = [1 / factor for factor in up]
    torch_path, keras_path = run(a, rates)[0], run(b, rates)[0]
    assert equal(run(a, rates, corrections=down)[0], keras_path)
    assert equal(run(b, rates, corrections=up)[0], torch_path)
    assert equal(torch_path, keras_path) == (schedule == "constant")
    assert equal(run(replace(a, library="optax"), rates)[0], torch_path)


@pytest.mark.checks("eq-dampening", by="library")
@pytest.mark.parametrize("damp", [0.0, 0.4, 0.9])
def test_dampening_spares_the_first_gradient(damp):
    """The momentum_buffer of torch.optim.SGD against the unrolled sum with an undamped g_1."""
    settings, rates = Settings("torch", 0.1, 0.9, dampening=damp), SCHEDULES["drop"]
    points, velocities = run(settings, rates)
    assert equal(velocities[1], gradient(START, 0))
    for values in list(steps(rates, points, velocities))[1:]:
        printed("eq-dampening").check(values | {"d": damp})


def test_dampening_beta_is_an_average_seeded_with_the_first_gradient():
    beta = 0.9
    damped, _ = run(Settings("torch", 0.1, beta, dampening=beta), [0.1] * STEPS)
    seed = gradient(START, 0)
    seeded, _ = run(Settings("optax.ema", 0.1, beta), [0.1] * STEPS, v=seed)
    assert equal(damped, seeded)
    from_zero, _ = run(Settings("optax.ema", 0.1, beta), [0.1] * STEPS)
    assert not np.allclose(damped, from_zero, atol=0.1)


@pytest.mark.checks("eq-debias", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_debiased_average_is_form_a_with_another_schedule(schedule):
    """optax.ema as it comes against optax.sgd and torch with the printed rates."""
    beta, rates = 0.9, SCHEDULES[schedule]
    table = jnp.asarray(rates)
    chain = optax.chain(optax.ema(beta), optax.scale_by_learning_rate(lambda t: table[t]))
    point, points = jnp.asarray(START), [START]
    state = chain.init(point)
    for t in range(STEPS):
        updates, state = chain.update(jnp.asarray(gradient(points[-1], t)), state)
        point = optax.apply_updates(point, updates)
        points.append(np.asarray(point))
    values = {r"\beta": beta, r"\eta_{\mathrm A,t}": None}
    warmed = [
        printed("eq-debias").values(values | {r"\eta_{\mathrm C,t}": eta, "t": t})[1]
        for t, eta in enumerate(rates, 1)
    ]
    for library in ("torch", "optax"):
        assert equal(np.stack(points), run(Settings(library, 0.1, beta), warmed)[0])
    assert not equal(np.stack(points), run(Settings("keras", 0.1, beta), warmed)[0])


def test_optax_debiases_unless_told_otherwise():
    assert inspect.signature(optax.ema).parameters["debias"].default is True


@pytest.mark.parametrize("momentum", [1, 1.5, -0.1])
def test_keras_insists_on_a_float_between_zero_and_one(momentum):
    with pytest.raises(ValueError, match="must be a float between"):
        keras.optimizers.SGD(0.1, momentum=momentum)


def test_torch_takes_any_momentum_that_is_not_negative():
    torch.optim.SGD([torch.zeros(1)], lr=0.1, momentum=1.5)
    with pytest.raises(ValueError, match="Invalid momentum"):
        torch.optim.SGD([torch.zeros(1)], lr=0.1, momentum=-0.1)


@pytest.mark.parametrize("options", [{"momentum": 0.0}, {"momentum": 0.9, "dampening": 0.1}])
def test_torch_refuses_nesterov_where_we_do(options):
    with pytest.raises(ValueError, match="Nesterov momentum requires"):
        torch.optim.SGD([torch.zeros(1)], lr=0.1, nesterov=True, **options)
    with pytest.raises(ValueError, match="nesterov in torch needs"):
        Settings("torch", 0.1, nesterov=True, **options)


def test_torch_ignores_dampening_without_momentum():
    def end(dampening):
        x = torch.ones(1, requires_grad=True)
        optimizer = torch.optim.SGD([x], lr=0.5, dampening=dampening)
        for _ in range(2):
            x.grad = torch.ones(1)
            optimizer.step()
        return float(x.detach())

    assert end(0.9) == end(0.0) == 0.0
    assert Settings("torch", 0.5, 0.0, dampening=0.9).entry == 0.5


@pytest.mark.parametrize("library", ["torch", "keras"])
def test_the_first_step_of_nesterov_is_longer(library):
    """From rest with the gradient 1: -eta (1 + beta)."""
    path, _ = run(Settings(library, 0.1, 0.9, nesterov=True), [0.1])
    assert equal(path[1] - START, -0.1 * 1.9 * gradient(START, 0))
