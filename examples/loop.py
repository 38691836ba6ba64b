# A loop that gets hot: `deno task trace examples/loop.py` shows its bytecode, its trace before and after each pass, and what ran.
# args: [40]


def scale(x, by=3):
    return x * by


def f(n):
    total = 0
    for i in range(n):
        total += scale(i)
        if i % 7 == 0:
            total -= 1
    emit(total)
    return total
