"""Figures side by side, ours as a share of stock's, and whether they reach what was set out to be reached."""

# Ratios to reach: at most, or at least.
AT_MOST = {
    "text turn, p50 ms": 0.7,
    "action turn, p50 ms": 0.45,
    "memory of Rasa, MB": 0.45,
    "start of Rasa to ready, s": 0.3,
    "training, s": 0.3,
}
AT_LEAST = {"turns a second, 50 clients": 2.5}


class Figures(dict[str, float]):
    """What was measured of one system, by name."""

    def __init__(self, of: str) -> None:
        super().__init__()
        self.of = of


def show(ours: Figures, stock: Figures) -> None:
    """Print the table."""
    print(f"\n{'':44}{ours.of:>12}{stock.of:>12}{'ratio':>8}  to reach")
    for name in dict.fromkeys([*ours, *stock]):
        a, b = ours.get(name), stock.get(name)
        ratio = a / b if a is not None and b else None
        print(f"{name:44}{_cell(a)}{_cell(b)}{'' if ratio is None else f'{ratio:8.2f}'}  {_goal(name, ratio)}")


def verdict(name: str, value: float, limit: float) -> None:
    """Print whether a figure of ours alone keeps within its limit."""
    print(f"{name}: {value:.2f} (to reach: at most {limit}) {'reached' if value <= limit else 'MISSED'}")


def _cell(value: float | None) -> str:
    return f"{'-' if value is None else f'{value:.1f}':>12}"


def _goal(name: str, ratio: float | None) -> str:
    if ratio is None or not (name in AT_MOST or name in AT_LEAST):
        return ""
    limit = AT_MOST.get(name, AT_LEAST.get(name, 0.0))
    reached = ratio <= limit if name in AT_MOST else ratio >= limit
    return f"{'<=' if name in AT_MOST else '>='} {limit} {'reached' if reached else 'MISSED'}"
