"""Logistic regression by Newton's method: small, exact, the same on every machine."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_STEPS = 50
_STILL = 1e-9


def fit(features: Array, labels: Array, *, ridge: float, importance: Array | None = None) -> tuple[float, Array]:
    """Bias and weights that make the labels likeliest, with a ridge penalty on the weights but not on the bias."""
    rows = np.hstack([np.ones((len(features), 1)), features])
    each = np.ones(len(rows)) if importance is None else importance
    penalty = np.diag([0.0, *[ridge] * features.shape[1]])
    found = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ found, -60, 60)))
        slope = rows.T @ (each * (likely - labels)) + penalty @ found
        curve = (rows * (each * likely * (1 - likely))[:, None]).T @ rows + penalty
        step = np.linalg.solve(curve, slope)
        found = found - step
        if float(np.abs(step).max()) < _STILL:
            break
    return float(found[0]), found[1:]
