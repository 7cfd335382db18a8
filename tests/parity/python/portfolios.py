"""PyPortfolioOpt answers: estimates and optimal weights of every asked portfolio, solved as tightly as its solver can."""
import warnings
from importlib.metadata import version

import numpy as np
import pandas as pd
from pypfopt import (
    BlackLittermanModel,
    EfficientCDaR,
    EfficientCVaR,
    EfficientFrontier,
    EfficientSemivariance,
    HRPOpt,
    expected_returns,
    objective_functions,
    risk_models,
)

from exchange import serve

warnings.simplefilter("ignore")
tight = {name: 1e-12 for name in ("tol_gap_abs", "tol_gap_rel", "tol_feas", "tol_infeas_abs", "tol_infeas_rel")}
solver = {"solver": "CLARABEL", "solver_options": tight}


class Table:
    """Prices with what follows from them."""

    def __init__(self, names, columns):
        self.prices = pd.DataFrame(dict(zip(names, columns)), index=pd.bdate_range("2015-01-02", periods=len(columns[0])))
        self.returns = expected_returns.returns_from_prices(self.prices)
        self.mean = expected_returns.mean_historical_return(self.prices)
        self.covariance = risk_models.sample_cov(self.prices)


def optimiser(table, ask):
    """An optimiser over one measure of risk, with bounds, sectors and the L2 term."""
    bounds = tuple(ask["bounds"])
    measure = ask["measure"]
    if measure == "variance":
        found = EfficientFrontier(table.mean, table.covariance, weight_bounds=bounds, **solver)
    elif measure == "semivariance":
        found = EfficientSemivariance(table.mean, table.returns, weight_bounds=bounds, **solver)
    elif measure == "cvar":
        found = EfficientCVaR(table.mean, table.returns, beta=ask["beta"], weight_bounds=bounds, **solver)
    else:
        found = EfficientCDaR(table.mean, table.returns, beta=ask["beta"], weight_bounds=bounds, **solver)
    if ask.get("sectors"):
        found.add_sector_constraints(ask["sectors"]["of"], ask["sectors"]["lower"], ask["sectors"]["upper"])
    if ask.get("l2"):
        found.add_objective(objective_functions.L2_reg, gamma=ask["l2"])
    return found


def estimate(table, ask):
    """A vector of expected returns or a covariance."""
    functions = {
        "mean": lambda: table.mean,
        "ema": lambda: expected_returns.ema_historical_return(table.prices, span=500),
        "sample": lambda: table.covariance,
        "semi": lambda: risk_models.semicovariance(table.prices, benchmark=0),
        "exp": lambda: risk_models.exp_cov(table.prices, span=180),
        "ledoit-wolf": lambda: risk_models.CovarianceShrinkage(table.prices).ledoit_wolf(),
        "oas": lambda: risk_models.CovarianceShrinkage(table.prices).oracle_approximating(),
    }
    return functions[ask["name"]]().to_numpy().ravel()


def hierarchical(table, ask):
    """Hierarchical risk parity."""
    weights = HRPOpt(table.returns).optimize(linkage_method=ask["linkage"])
    return np.array([weights[name] for name in table.prices.columns])


def views(table, ask):
    """Posterior returns, posterior covariance and implied weights of Black and Litterman."""
    model = BlackLittermanModel(
        table.covariance, pi="equal", absolute_views=dict(ask["views"]), tau=ask["tau"], **ask.get("more", {})
    )
    weights = model.bl_weights(1.0)
    implied = [weights[name] for name in table.prices.columns]
    return np.concatenate([model.bl_returns().to_numpy(), model.bl_cov().to_numpy().ravel(), implied])


def weights(table, ask):
    """Weights of one optimum, uncleaned."""
    found = optimiser(table, ask)
    getattr(found, ask["call"])(*ask.get("arguments", []), **ask.get("named", {}))
    return np.asarray(found.weights, dtype="float64")


functions = {"estimate": estimate, "hierarchical": hierarchical, "views": views, "weights": weights}


def answer(request):
    """One list per table with one column per ask."""
    tables = [Table(table["names"], table["columns"]) for table in request["tables"]]
    return {
        "version": version("pyportfolioopt"),
        "columns": [[functions[ask["function"]](table, ask) for ask in request["asks"][k]] for k, table in enumerate(tables)],
    }


serve(answer)
