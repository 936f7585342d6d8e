# %% right: the formulas of the solution
def weight(age, beta):
    return 1 + beta if age == 0 else beta ** (age + 1)


def total(beta):
    return 1 / (1 - beta)


def mean_age(beta):
    return beta**2 / (1 - beta)


def flipping(beta):
    return (1 + 2 * beta) / (1 + beta)


def border(beta):
    return 2 * (1 + beta) / (1 + 2 * beta)


# %% right: sums in the place of formulas
def weight(age, beta):
    return (age == 0) + beta * beta**age


def total(beta):
    return sum(weight(age, beta) for age in range(1000))


def mean_age(beta):
    return sum(age * weight(age, beta) for age in range(1000)) / total(beta)


def flipping(beta):
    return sum((-1) ** age * weight(age, beta) for age in range(1000))


def border(beta):
    return 2 / flipping(beta)


# %% right: the bare gradient and the next jump, each by itself
def weight(age, beta):
    jump = beta ** (age + 1)
    return 1 + jump if age < 1 else jump


def total(beta):
    return 1 + beta / (1 - beta)


def mean_age(beta):
    return beta / (1 - beta) - beta


def flipping(beta):
    return 1 + beta / (1 + beta)


def border(beta):
    return 2 / (1 + beta / (1 + beta))


# %% wrong: as it starts, the momentum method | That is the momentum method’s
def weight(age, beta):
    return beta**age


def total(beta):
    return 1 / (1 - beta)


def mean_age(beta):
    return beta / (1 - beta)


def flipping(beta):
    return 1 / (1 + beta)


def border(beta):
    return 2 * (1 + beta)


# %% wrong: the ages after the first are not moved | all later ones come one step sooner
def weight(age, beta):
    return 1 + beta if age == 0 else beta**age


def total(beta):
    return 1 / (1 - beta)


def mean_age(beta):
    return beta**2 / (1 - beta)


def flipping(beta):
    return (1 + 2 * beta) / (1 + beta)


def border(beta):
    return 2 * (1 + beta) / (1 + 2 * beta)


# %% wrong: the sum is taken for larger, since two are paid at once | β too many
def weight(age, beta):
    return 1 + beta if age == 0 else beta ** (age + 1)


def total(beta):
    return 1 + beta + beta / (1 - beta)


def mean_age(beta):
    return beta**2 / (1 - beta)


def flipping(beta):
    return (1 + 2 * beta) / (1 + beta)


def border(beta):
    return 2 * (1 + beta) / (1 + 2 * beta)


# %% wrong: the mean age is not divided by the sum | A mean is divided by the sum: the weights add up to 1/(1−β)
def weight(age, beta):
    return 1 + beta if age == 0 else beta ** (age + 1)


def total(beta):
    return 1 / (1 - beta)


def mean_age(beta):
    return beta**2 / (1 - beta) ** 2


def flipping(beta):
    return (1 + 2 * beta) / (1 + beta)


def border(beta):
    return 2 * (1 + beta) / (1 + 2 * beta)


# %% wrong: the mean age is one step too small | One whole step less
def weight(age, beta):
    return 1 + beta if age == 0 else beta ** (age + 1)


def total(beta):
    return 1 / (1 - beta)


def mean_age(beta):
    return beta / (1 - beta) - 1


def flipping(beta):
    return (1 + 2 * beta) / (1 + beta)


def border(beta):
    return 2 * (1 + beta) / (1 + 2 * beta)


# %% wrong: the factor with all signs alike | the signs must alternate
def weight(age, beta):
    return 1 + beta if age == 0 else beta ** (age + 1)


def total(beta):
    return 1 / (1 - beta)


def mean_age(beta):
    return beta**2 / (1 - beta)


def flipping(beta):
    return 1 + beta + beta**2 / (1 - beta)


def border(beta):
    return 2 * (1 + beta) / (1 + 2 * beta)


# %% wrong: the border without the 2 | it still converges
def weight(age, beta):
    return 1 + beta if age == 0 else beta ** (age + 1)


def total(beta):
    return 1 / (1 - beta)


def mean_age(beta):
    return beta**2 / (1 - beta)


def flipping(beta):
    return (1 + 2 * beta) / (1 + beta)


def border(beta):
    return (1 + beta) / (1 + 2 * beta)


# %% wrong: the border turned upside down | it still
def weight(age, beta):
    return 1 + beta if age == 0 else beta ** (age + 1)


def total(beta):
    return 1 / (1 - beta)


def mean_age(beta):
    return beta**2 / (1 - beta)


def flipping(beta):
    return (1 + 2 * beta) / (1 + beta)


def border(beta):
    return 2 * flipping(beta)


# %% wrong: a function left out
def weight(age, beta):
    return 1 + beta if age == 0 else beta ** (age + 1)


def total(beta):
    return 1 / (1 - beta)


def mean_age(beta):
    return beta**2 / (1 - beta)


def border(beta):
    return 2 * (1 + beta) / (1 + 2 * beta)


# %% wrong: a formula without return | does it end with `return`?
def weight(age, beta):
    return 1 + beta if age == 0 else beta ** (age + 1)


def total(beta):
    1 / (1 - beta)


def mean_age(beta):
    return beta**2 / (1 - beta)


def flipping(beta):
    return (1 + 2 * beta) / (1 + beta)


def border(beta):
    return 2 * (1 + beta) / (1 + 2 * beta)
