"""statsmodels, scikit-learn, hmmlearn and arch answer: tests, covariances, regimes and volatility of the same columns."""
import warnings
from importlib.metadata import version

import numpy as np
from arch import arch_model
from hmmlearn.hmm import GaussianHMM
from sklearn.covariance import OAS, LedoitWolf
from statsmodels.api import OLS, add_constant
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.stats.stattools import jarque_bera
from statsmodels.tsa.regime_switching.markov_regression import MarkovRegression
from statsmodels.tsa.stattools import acf, adfuller, coint, kpss, pacf

from exchange import serve

warnings.simplefilter("ignore")


def unit_root(p):
    result = adfuller(p["x"], maxlag=p.get("lags"), regression=p["trend"], autolag=p["choose"])
    return [result[0], result[1], result[2], result[3], *[result[4][level] for level in ("1%", "5%", "10%")]]


def stationarity(p):
    result = kpss(p["x"], regression=p["trend"], nlags=p["lags"])
    return [result[0], result[1], result[2]]


def cointegration(p):
    statistic, probability, critical = coint(p["x"], p["y"], trend=p["trend"], autolag=p["choose"])
    return [statistic, probability, *critical]


def ljung_box(p):
    table = acorr_ljungbox(p["x"], lags=[int(lag) for lag in p["lags"]])
    return [*table["lb_stat"], *table["lb_pvalue"]]


def normality(p):
    return list(jarque_bera(p["x"]))


def autocorrelations(p):
    return [*acf(p["x"], nlags=int(p["lags"])), *pacf(p["x"], nlags=int(p["lags"]), method="ldbiased")]


def regression(p):
    fit = OLS(p["y"], add_constant(p["x"])).fit()
    robust = OLS(p["y"], add_constant(p["x"])).fit(cov_type="HAC", cov_kwds={"maxlags": int(p["lags"])})
    return [*fit.params, *fit.bse, fit.rsquared, fit.aic, fit.bic, *robust.bse]


def shrunk(p):
    matrix = np.column_stack(p["columns"])
    fit = {"ledoit-wolf": LedoitWolf, "oas": OAS}[p["kind"]]().fit(matrix)
    return [fit.shrinkage_, *fit.covariance_.ravel()]


def hidden(p):
    """Scores given states: log likelihood, smoothed probabilities, best path."""
    states = len(p["mean"])
    model = GaussianHMM(states, covariance_type="diag", init_params="", params="")
    model.startprob_, model.transmat_ = np.array(p["start"]), np.array(p["transition"])
    model.means_, model.covars_ = np.array(p["mean"])[:, None], np.array(p["deviation"])[:, None] ** 2
    x = p["x"][:, None]
    score, path = model.decode(x)
    return [model.score(x), score, *model.predict_proba(x).ravel(), *path]


def switching(p):
    """statsmodels' filter at given parameters: log likelihood and filtered probabilities of two states."""
    model = MarkovRegression(p["x"], k_regimes=2, switching_variance=True)
    stay = np.array(p["transition"])
    parameters = [stay[0][0], stay[1][0], *p["mean"], *np.array(p["deviation"]) ** 2]
    found = model.filter(np.array(parameters))
    return [found.llf, *np.asarray(found.filtered_marginal_probabilities).ravel()]


def switching_fit(p):
    """The likelihood that statsmodels reaches from several starts."""
    model = MarkovRegression(p["x"], k_regimes=2, switching_variance=True)
    return [model.fit(search_reps=20, disp=False).llf]


def garch(p):
    return arch_model(p["x"], mean="Constant", vol="GARCH", p=1, q=1, rescale=False)


def volatility_at(p):
    """Likelihood and variances at given parameters."""
    fixed = garch(p).fix(p["parameters"])
    return [fixed.loglikelihood, fixed.forecast(horizon=1).variance.iloc[-1, 0], *fixed.conditional_volatility**2]


def volatility(p):
    """The likelihood that arch reaches."""
    return [garch(p).fit(disp="off", tol=1e-12, options={"maxiter": 2000}).loglikelihood]


functions = {
    name: value
    for name, value in globals().items()
    if callable(value) and getattr(value, "__module__", None) == "__main__"
}


def answer(request):
    """One column per question."""
    names = ("statsmodels", "scikit-learn", "hmmlearn", "arch")
    return {
        "versions": {name: version(name) for name in names},
        "columns": [
            np.array(functions[question["function"]](question["given"]), dtype="float64")
            for question in request["questions"]
        ],
    }


serve(answer)
