"""The real torch, optax, Keras and MXNet decide what the page says about them."""

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
import retired
import torch
from printed import printed
from valley import MATRIX, calm, gradient, nothing

from momentum.conventions import Settings, convert, convert_state, walk
from momentum.libraries import LIBRARIES

PAGE = (Path(__file__).parents[2] / "docs" / "conventions.md").read_text(encoding="utf-8")
START = np.array([2.0, -1.0, 0.5])
# Numbers that float32 holds exactly: MXNet hands its options on in float32.
ETA, BETA, STEPS = 0.125, 0.875, 24
SCHEDULES = {
    "constant": [ETA] * STEPS,
    "drop": [ETA] * 12 + [ETA / 8] * 12,
    "warm-up": [ETA * min(t, 16) / 16 for t in range(1, STEPS + 1)],
    "cosine": [float(np.float32(0.06 + 0.05 * np.cos(np.pi * t / STEPS))) for t in range(STEPS)],
}
REAL = ("torch", "optax", "keras", "mxnet", "optax.ema")


def run(settings, rates, x=START, v=None, first=0, corrections=None, slope=gradient):
    """Run the real library; returns its points and its velocities, both with the start.

    `corrections` holds a factor for the velocity before each step.
    """
    runners = {"torch": run_torch, "keras": run_keras, "mxnet": run_mxnet}
    return runners.get(settings.library, run_optax)(
        settings, rates, x, v, first, corrections or [1.0] * len(rates), slope
    )


def run_torch(settings, rates, x, v, first, corrections, slope):
    parameter = torch.tensor(x, requires_grad=True)
    optimizer = torch.optim.SGD(
        [parameter],
        lr=rates[0],
        momentum=settings.momentum,
        dampening=settings.dampening,
        nesterov=settings.nesterov,
        weight_decay=settings.weight_decay,
    )
    state = optimizer.state[parameter]
    if v is not None:
        state["momentum_buffer"] = torch.tensor(v)
    points, velocities = [x], [np.zeros_like(x) if v is None else v]
    for t, (rate, factor) in enumerate(zip(rates, corrections, strict=True), first):
        optimizer.param_groups[0]["lr"] = rate
        if state.get("momentum_buffer") is not None:
            state["momentum_buffer"].mul_(factor)
        parameter.grad = torch.tensor(slope(parameter.detach().numpy(), t))
        optimizer.step()
        points.append(parameter.detach().numpy().copy())
        velocities.append(state["momentum_buffer"].numpy().copy())
    return np.stack(points), np.stack(velocities)


def run_keras(settings, rates, x, v, first, corrections, slope):
    variable = keras.Variable(x)
    optimizer = keras.optimizers.SGD(
        rates[0],
        momentum=settings.momentum,
        nesterov=settings.nesterov,
        weight_decay=settings.weight_decay or None,
    )
    optimizer.build([variable])
    (velocity,) = optimizer.momentums
    if v is not None:
        velocity.assign(v)
    points, velocities = [x], [velocity.value.detach().numpy().copy()]
    for t, (rate, factor) in enumerate(zip(rates, corrections, strict=True), first):
        optimizer.learning_rate = rate
        velocity.assign(velocity * factor)
        g = torch.tensor(slope(variable.value.detach().numpy(), t))
        optimizer.apply([g], [variable])
        points.append(variable.value.detach().numpy().copy())
        velocities.append(velocity.value.detach().numpy().copy())
    return np.stack(points), np.stack(velocities)


def run_optax(settings, rates, x, v, first, corrections, slope):
    table = jnp.asarray(rates)

    def schedule(count):
        return table[count]

    beta = settings.momentum
    if settings.library == "optax":
        average, field = optax.trace(beta, nesterov=settings.nesterov), "trace"
    else:
        average, field = optax.ema(beta, debias=False), "ema"
    decay, scale = settings.weight_decay, optax.scale_by_learning_rate(schedule)
    if decay:
        parts = [average, optax.add_decayed_weights(decay)]
        optimizer = optax.chain(*(parts if settings.decoupled else parts[::-1]), scale)
    elif settings.library == "optax":
        optimizer = optax.sgd(schedule, momentum=beta, nesterov=settings.nesterov)
    else:
        optimizer = optax.chain(average, scale)
    at = int(bool(decay) and not settings.decoupled)
    point = jnp.asarray(x)
    state = optimizer.init(point)
    if v is not None:
        state = stored(state, at, field, jnp.asarray(v))
    points, velocities = [x], [np.asarray(getattr(state[at], field))]
    for t, factor in enumerate(corrections, first):
        state = stored(state, at, field, getattr(state[at], field) * factor)
        updates, state = optimizer.update(jnp.asarray(slope(points[-1], t)), state, point)
        point = optax.apply_updates(point, updates)
        points.append(np.asarray(point))
        velocities.append(np.asarray(getattr(state[at], field)))
    return np.stack(points), np.stack(velocities)


def stored(state, at, field, velocity):
    """The state of a chain with another velocity."""
    return (*state[:at], state[at]._replace(**{field: velocity}), *state[at + 1 :])


def run_mxnet(settings, rates, x, v, first, corrections, slope):
    points, velocities = retired.ask(
        name="nag" if settings.nesterov else "sgd",
        options={"momentum": settings.momentum, "wd": settings.weight_decay},
        rates=rates,
        x=x.tolist(),
        v=None if v is None else v.tolist(),
        first=first,
        corrections=corrections,
        slope=slope.__name__,
    )
    return np.array(points), np.array(velocities)


def steps(rates, points, velocities, beta=BETA):
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
    Settings(name, ETA, BETA, nesterov=nesterov)
    for name in REAL
    for nesterov in (False, True)[: 1 + LIBRARIES[name].nesterov]
]
DAMPED = Settings("torch", ETA, BETA, dampening=0.5)
PAIRS = [
    (settings, to)
    for settings in (*OPTIONS, DAMPED)
    for to in REAL
    if LIBRARIES[to].nesterov or not settings.nesterov
]


DECAY = 0.25
DECAYED = [
    replace(settings, weight_decay=DECAY, decoupled=decoupled)
    for settings in (*OPTIONS, DAMPED)
    for decoupled in (False, True)
    if (LIBRARIES[settings.library].decoupled if decoupled else LIBRARIES[settings.library].coupled)
    and not (settings.library == "mxnet" and settings.nesterov)
]
DECAYED_PAIRS = [
    (settings, to)
    for settings in DECAYED
    for to in REAL
    if (LIBRARIES[to].nesterov and to != "mxnet") or not settings.nesterov
]


def kin(settings, to):
    """Whether a library has the kind of weight decay that the settings have."""
    return LIBRARIES[to].decoupled if settings.decoupled else LIBRARIES[to].coupled


def name_of(value):
    if not isinstance(value, Settings):
        return None
    marks = {
        "nesterov": value.nesterov,
        "damped": value.dampening,
        "coupled": value.weight_decay and not value.decoupled,
        "decoupled": value.decoupled,
    }
    return "-".join([value.library, *(mark for mark, there in marks.items() if there)])


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
    """torch.optim.SGD, optax.sgd, Keras SGD, MXNet SGD and optax.ema obey their printed form and no other."""
    settings, rates = Settings(library, ETA, BETA), SCHEDULES[schedule]
    points, velocities = run(settings, rates)
    assert forms_of("eq-forms", rates, points, velocities) == {ROWS[library][0]}
    assert equal(points, ours(settings, rates))


@pytest.mark.checks("tab-libraries", "eq-forms-nesterov", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("library", [name for name in REAL if ROWS[name][1]])
def test_each_library_decides_its_row_with_nesterov(library, schedule):
    """torch.optim.SGD, optax.sgd, Keras SGD and MXNet NAG, looking ahead, obey one printed form only."""
    settings, rates = Settings(library, ETA, BETA, nesterov=True), SCHEDULES[schedule]
    points, velocities = run(settings, rates)
    assert forms_of("eq-forms-nesterov", rates, points, velocities) == {ROWS[library][0]}
    assert equal(points, ours(settings, rates))


@pytest.mark.checks("eq-common", "tab-units", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize(
    "settings", [one for one in (*OPTIONS, DAMPED) if not one.nesterov], ids=name_of
)
def test_two_numbers_describe_every_library(settings, schedule):
    """Real runs of all five, damped too, against the common form."""
    rates = SCHEDULES[schedule]
    for values in steps(rates, *run(settings, rates)):
        now = replace(settings, lr=rates[values["t"] - 1])
        if values["t"] > 1 or not settings.dampening:
            printed("eq-common").check(values | {"s_t": now.entry, "k_t": now.unit})


@pytest.mark.checks("eq-common", "eq-common-nesterov", "tab-units", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("settings", [one for one in OPTIONS if one.nesterov], ids=name_of)
def test_two_numbers_describe_every_library_that_looks_ahead(settings, schedule):
    """Real runs of torch, optax, Keras and MXNet with Nesterov against the common form."""
    rates = SCHEDULES[schedule]
    for values in steps(rates, *run(settings, rates)):
        now = replace(settings, lr=rates[values["t"] - 1])
        values |= {"s_t": now.entry, "k_t": now.unit}
        printed("eq-common").check(values, 0)
        printed("eq-common-nesterov").check(values)


@pytest.mark.checks("eq-form-p", "eq-inertia", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_points_alone_tell_the_habit(schedule):
    """Points of the real Keras against Polyak's rule, those of the others with scaled inertia."""
    rates = SCHEDULES[schedule]
    for values in steps(rates, *run(Settings("keras", ETA, BETA), rates)):
        printed("eq-form-p").check(values)
    for library, scale in (("torch", 1.0), ("optax", 1.0), ("optax.ema", 8.0)):
        theirs = run(Settings(library, ETA, BETA), [scale * rate for rate in rates])
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
            optax.trace(BETA, nesterov=nesterov), optax.scale_by_learning_rate(lambda t: table[t])
        )
        point, points = jnp.asarray(START), [START]
        state = chain.init(point)
        for t in range(STEPS):
            updates, state = chain.update(jnp.asarray(gradient(points[-1], t)), state)
            point = optax.apply_updates(point, updates)
            points.append(np.asarray(point))
        sgd, _ = run(Settings("optax", ETA, BETA, nesterov=nesterov), SCHEDULES[schedule])
        assert equal(np.stack(points), sgd)


@pytest.mark.checks("eq-map", by="library")
def test_the_map_of_rates_and_velocities():
    """Real torch, Keras and optax.ema that walk one path: their rates and velocities."""
    rates = {"torch": ETA, "keras": ETA, "optax.ema": 8 * ETA}
    runs = [run(Settings(name, rate, BETA), [rate] * STEPS) for name, rate in rates.items()]
    assert equal(runs[0][0], runs[1][0])
    assert equal(runs[0][0], runs[2][0])
    values = {
        rf"\eta_{{\mathrm {form}}}": rates[name] for form, name in zip("ABC", rates, strict=True)
    }
    letters = {r"\mathrm{A}": 0, r"\mathrm{B}": 1, r"\mathrm{C}": 2, r"\beta": BETA}
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


def taken_over(settings, to):
    """The points of a run that another real library takes over after 10 steps."""
    first, v = run(settings, [settings.lr] * 10)
    target = convert(settings, to, started=True)
    x, w = convert_state(torch.tensor(first[-1]), torch.tensor(v[-1]), settings, target)
    rest, _ = run(target, [target.lr] * (STEPS - 10), x.numpy(), w.numpy(), first=10)
    return np.concatenate([first, rest[1:]])


@pytest.mark.checks("thm-one-method", by="library")
@pytest.mark.parametrize(("settings", "to"), PAIRS, ids=name_of)
def test_a_run_handed_over_midway_goes_on_as_if_nothing_had_happened(settings, to):
    """One real library for 10 steps and another for 14 against one alone for 24."""
    assert equal(taken_over(settings, to), run(settings, [settings.lr] * STEPS)[0])


@pytest.mark.checks("tab-decay", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("settings", DECAYED, ids=name_of)
def test_each_library_decays_as_we_say(settings, schedule):
    """Real runs with weight decay, of each kind that a library has, against `walk`."""
    rates = SCHEDULES[schedule]
    points, _ = run(settings, rates)
    assert equal(points, ours(settings, rates))
    assert not equal(points, ours(replace(settings, weight_decay=0.0), rates))


@pytest.mark.checks("tab-decay", by="library")
@pytest.mark.parametrize(
    ("settings", "to"), [pair for pair in DECAYED_PAIRS if kin(*pair)], ids=name_of
)
def test_the_same_kind_of_decay_walks_the_same_path(settings, to):
    """Two real libraries with decay of one kind, one of them taking over after 10 steps."""
    alone, _ = run(settings, [settings.lr] * STEPS)
    assert equal(taken_over(settings, to), alone)
    if not settings.dampening:
        target = convert(settings, to)
        assert equal(run(target, [target.lr] * STEPS)[0], alone)


@pytest.mark.checks("tab-decay", by="library")
@pytest.mark.parametrize(
    ("settings", "to"), [pair for pair in DECAYED_PAIRS if not kin(*pair)], ids=name_of
)
def test_another_kind_of_decay_keeps_the_destination_or_the_pace(settings, to):
    """Where two real libraries end in a valley, and how fast a weight without a loss shrinks."""
    with pytest.raises(ValueError, match="keep must be one of"):
        convert(settings, to, started=True)
    ends = []
    for one in (settings, convert(settings, to, started=True, keep="destination")):
        ends.append(run(one, [one.lr] * 1500, slope=calm)[0][-1])
    assert np.allclose(*ends, rtol=1e-6)
    assert not np.allclose(ends[0], np.linalg.solve(MATRIX, -calm(0 * START, 0)), rtol=0.01)
    gentle = replace(settings, weight_decay=DECAY / 64)
    shares = []
    for one in (gentle, convert(gentle, to, started=True, keep="pace")):
        points, _ = run(one, [one.lr] * 400, slope=nothing)
        shares.append(1 - points[-1] / points[-2])
        assert np.allclose(shares[-1], one.shrinkage, rtol=1e-5)
    assert np.allclose(*shares, rtol=1e-5)


def test_the_velocity_of_mxnets_nag_takes_its_decay_from_the_next_point():
    """A fault of MXNet 1.9.1, which writes the weight before it reads it for the velocity."""
    odd = Settings("mxnet", ETA, BETA, nesterov=True)
    object.__setattr__(odd, "weight_decay", DECAY)  # which Settings refuses
    points, velocities = run(odd, [ETA] * STEPS)
    for t in range(STEPS):
        g, x, v = gradient(points[t], t), points[t], velocities[t]
        following = x + BETA**2 * v - (1 + BETA) * ETA * (g + DECAY * x)
        assert equal(points[t + 1], following)
        assert equal(velocities[t + 1], BETA * v - ETA * (g + DECAY * following))


@pytest.mark.checks("thm-correction", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("nesterov", [False, True])
def test_momentum_correction_makes_each_library_follow_the_other(schedule, nesterov):
    """Real torch with rescaled buffers against real Keras through a schedule, and the reverse."""
    rates = SCHEDULES[schedule]
    a = Settings("torch", ETA, BETA, nesterov=nesterov)
    b = replace(a, library="keras")
    up = [1.0] + [new / old for old, new in pairwise(rates)]
    down = [1 / factor for factor in up]
    torch_path, keras_path = run(a, rates)[0], run(b, rates)[0]
    assert equal(run(a, rates, corrections=down)[0], keras_path)
    assert equal(run(b, rates, corrections=up)[0], torch_path)
    assert equal(torch_path, keras_path) == (schedule == "constant")
    assert equal(run(replace(a, library="optax"), rates)[0], torch_path)


@pytest.mark.checks("eq-dampening", by="library")
@pytest.mark.parametrize("damp", [0.0, 0.4, BETA])
def test_dampening_spares_the_first_gradient(damp):
    """The momentum_buffer of torch.optim.SGD against the unrolled sum with an undamped g_1."""
    settings, rates = Settings("torch", ETA, BETA, dampening=damp), SCHEDULES["drop"]
    points, velocities = run(settings, rates)
    assert equal(velocities[1], gradient(START, 0))
    for values in list(steps(rates, points, velocities))[1:]:
        printed("eq-dampening").check(values | {"d": damp})


def test_dampening_beta_is_an_average_seeded_with_the_first_gradient():
    beta = BETA
    damped, _ = run(Settings("torch", ETA, beta, dampening=beta), [ETA] * STEPS)
    seed = gradient(START, 0)
    seeded, _ = run(Settings("optax.ema", ETA, beta), [ETA] * STEPS, v=seed)
    assert equal(damped, seeded)
    from_zero, _ = run(Settings("optax.ema", ETA, beta), [ETA] * STEPS)
    assert not np.allclose(damped, from_zero, atol=0.1)


@pytest.mark.checks("eq-debias", by="library")
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_debiased_average_is_form_a_with_another_schedule(schedule):
    """optax.ema as it comes against optax.sgd and torch with the printed rates."""
    beta, rates = BETA, SCHEDULES[schedule]
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
        assert equal(np.stack(points), run(Settings(library, ETA, beta), warmed)[0])
    assert not equal(np.stack(points), run(Settings("keras", ETA, beta), warmed)[0])


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


@pytest.mark.parametrize("library", ["torch", "keras", "mxnet"])
def test_the_first_step_of_nesterov_is_longer(library):
    """From rest with the gradient 1: -eta (1 + beta)."""
    path, _ = run(Settings(library, ETA, BETA, nesterov=True), [ETA])
    assert equal(path[1] - START, -ETA * (1 + BETA) * gradient(START, 0))
