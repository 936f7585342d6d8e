# %% right: the fractions of the page
points = 792 / 1225, -2208 / 1225, 2592 / 1225


# %% right: the three equations, solved
a = 12 / 9, 4 / 9
p1 = -24 * 92 / 1225
p0 = -33 / 92 * p1
p2 = -12 / 9 * p1 - 4 / 9 * p0
points = [p0, p1, p2]


# %% right: run until nothing changes, another point first
def slope(x):
    if x < 1:
        return 25 * x
    if x < 2:
        return x + 24
    return 25 * x - 24


before, now, path = 3.3, 3.3, []
for t in range(400):
    before, now = now, now + 4 / 9 * (now - before) - slope(now) / 9
    path.append(now)
points = path[-3:]


# %% right: elimination by code
rows = [[12.0, 9.0, 4.0, 0.0], [4.0, 12.0, 9.0, 0.0], [9.0, 4.0, 12.0, 24.0]]
for i in range(3):
    pivot = rows[i][i]
    rows[i] = [one / pivot for one in rows[i]]
    for j in range(3):
        if j != i:
            factor = rows[j][i]
            rows[j] = [rows[j][k] - factor * rows[i][k] for k in range(4)]
points = tuple(row[3] for row in rows)


# %% wrong: read off the picture | Near, but rounded
points = 0.647, -1.802, 2.116


# %% wrong: the reverse order | in the reverse order
points = 2592 / 1225, -2208 / 1225, 792 / 1225


# %% wrong: the minimum | is no cycle
points = 0.0, 0.0, 0.0


# %% wrong: the numerators | All are 1225 times the right ones
points = 792, -2208, 2592


# %% wrong: a sign | a sign is not
points = 792 / 1225, 2208 / 1225, 2592 / 1225


# %% wrong: the last point on the middle piece | but one that repels
p1 = -24 * 92 / 1367
points = -33 / 92 * p1, p1, -27 / 23 * p1


# %% wrong: 24 without its ninth | All are 9 times the right ones
p1 = -24 * 9 * 92 / 1225
points = -33 / 92 * p1, p1, -27 / 23 * p1


# %% wrong: all on the left piece but for the sum | is no cycle
points = 0.96, 0.96, 0.96


# %% wrong: two of the three | should return 3 numbers: p0, p1, p2
points = 792 / 1225, -2208 / 1225
