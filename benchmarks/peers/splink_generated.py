"""Splink on DuckDB over the same rows, blocking rules and comparisons as examples/models/generated.yaml.

Makes a virtual environment beside itself on the first run:

    python3 splink_generated.py FILE.csv

FILE.csv comes from PersonGenerator. Prints seconds, peak memory and pairwise F1 of clusters at a match probability of 0.5.
"""

import os
import resource
import subprocess
import sys
import time
import venv
from pathlib import Path

HOME = Path(__file__).resolve().parent / ".venv"


def in_own_environment() -> None:
    python = HOME / "bin" / "python"
    if Path(sys.prefix) == HOME:
        return
    if not python.exists():
        venv.create(HOME, with_pip=True)
        subprocess.check_call([str(python), "-m", "pip", "install", "--quiet", "splink", "duckdb", "pandas"])
    os.execv(str(python), [str(python), *sys.argv])


def main(path: str) -> None:
    import pandas
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    start = time.perf_counter()
    rows = pandas.read_csv(path, dtype=str).rename(columns={"id": "unique_id"})
    rules = [
        block_on("email"),
        block_on("phone"),
        block_on("number"),
        block_on("born", "family"),
        block_on("born", "given"),
        block_on("given", "family", "postcode"),
        block_on("family", "street", "house"),
        block_on("born", "postcode"),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[
            cl.JaroWinklerAtThresholds("given", [0.9, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("family", [0.9, 0.8]).configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("born", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("email", [2]),
            cl.DamerauLevenshteinAtThresholds("phone", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("number", [1, 2]),
            cl.JaroWinklerAtThresholds("street", [0.9, 0.8]),
            cl.ExactMatch("house"),
            cl.JaroWinklerAtThresholds("city", [0.9, 0.8]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        ],
    )
    linker = Linker(rows, settings, DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match([block_on("email"), block_on("phone")], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("born", "family"))
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.5).as_pandas_dataframe()
    seconds = time.perf_counter() - start

    both = clusters.groupby(["cluster_id", "person"]).size()
    count = lambda sizes: int((sizes * (sizes - 1) // 2).sum())
    right, linked, actual = count(both), count(clusters.groupby("cluster_id").size()), count(clusters.groupby("person").size())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"splink rows={len(rows)} seconds={seconds:.1f} peak_mb={peak:.0f} f1={2 * right / (linked + actual):.4f}")


if __name__ == "__main__":
    in_own_environment()
    main(sys.argv[1])
