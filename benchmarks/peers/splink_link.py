"""Splink 5 on DuckDB and our engine over the same CSV, blocking rules and comparisons, one after the other.

    python3 benchmarks/peers/splink_link.py generated FILE.csv [COMMAND...]
    python3 benchmarks/peers/splink_link.py historical_50k FILE.csv [COMMAND...]

Run it from the root of the checkout. FILE.csv for the first comes from PersonGenerator. COMMAND starts our command line and is
`java -Xmx2g -jar examples/target/enishi.jar` unless given. The first run makes a virtual environment in the temporary directory.

Splink's seconds begin with reading the file and end with clusters; starting Python and importing are not counted. Ours are those of the
whole process, start of the JVM included. Memory is the largest resident size of each process. Splink's clusters are taken at a match
probability of 0.95, as its guides do (it has no default), and then, untimed, at the threshold that turns out best with the truth known.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

HOME = Path(tempfile.gettempdir()) / "enishi-peers" / "venv"
PACKAGES = ["splink==5.*", "duckdb", "pandas"]
GUIDE = 0.95
LEAST = 0.2
LINK = ["java", "-Xmx2g", "-jar", "examples/target/enishi.jar"]
ID = {"generated": "id", "historical_50k": "unique_id"}
PERSON = {"generated": "person", "historical_50k": "cluster"}


def in_own_environment() -> None:
    python = HOME / "bin" / "python"
    if Path(sys.prefix) == HOME:
        return
    if not (HOME / "complete").exists():
        venv.create(HOME, with_pip=True, clear=True)
        subprocess.check_call([str(python), "-m", "pip", "install", "--quiet", *PACKAGES])
        (HOME / "complete").touch()
    os.execv(str(python), [str(python), *sys.argv])


def soundex(name):
    """The American code that our Soundex rules use."""
    codes = {letter: str(code) for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters}
    letters = [letter for letter in name.lower() if "a" <= letter <= "z"]
    if not letters:
        return None
    out, last = letters[0].upper(), codes.get(letters[0], "")
    for letter in letters[1:]:
        code = codes.get(letter, "")
        if code and code != last:
            out += code
        if letter not in "hw":
            last = code
    return (out + "000")[:4]


def generated():
    import splink.comparison_library as cl
    from splink import block_on

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
    comparisons = [
        cl.JaroWinklerAtThresholds("given", [0.9, 0.8]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("family", [0.9, 0.8]).configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("born", [1, 2]),
        cl.LevenshteinAtThresholds("email", [2]),
        cl.LevenshteinAtThresholds("phone", [1, 2]),
        cl.LevenshteinAtThresholds("number", [1, 2]),
        cl.JaroWinklerAtThresholds("street", [0.9, 0.8]),
        cl.ExactMatch("house"),
        cl.JaroWinklerAtThresholds("city", [0.9, 0.8]),
        cl.LevenshteinAtThresholds("postcode", [1, 2]),
    ]
    sure = [block_on("email"), block_on("phone", "given"), block_on("number")]
    learn_from = [block_on("email"), block_on("born", "family")]
    return rules, comparisons, sure, 0.8, learn_from


def historical_50k():
    import splink.comparison_library as cl
    from splink import block_on

    year = "substr(dob, 1, 4)"
    rules = [
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
        block_on("first_name", "surname"),
        block_on("postcode_fake", "dob"),
        block_on("postcode_fake", "surname"),
        block_on("postcode_fake", "first_name"),
        block_on("surname_soundex", year, "birth_place"),
        block_on("first_name", "surname_soundex", "birth_place"),
        block_on("postcode_fake", "birth_place"),
        block_on("dob", "birth_place"),
        block_on("surname", "birth_place"),
        block_on("surname", "occupation", year),
        block_on("first_name", "occupation", year),
        block_on("substr(surname, 1, 4)", "substr(first_name, 1, 3)", year),
        block_on("substr(postcode_fake, 1, 4)", "dob"),
    ]
    # As in Splink's own example for these people, with gender.
    comparisons = [
        cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.JaroWinklerAtThresholds("postcode_fake", [0.9, 0.8]),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        cl.ExactMatch("gender"),
    ]
    sure = [
        block_on("first_name", "surname", "dob"),
        block_on("substr(first_name, 1, 2)", "surname", "substr(postcode_fake, 1, 3)"),
        block_on("dob", "postcode_fake"),
    ]
    learn_from = [block_on("first_name", "surname"), block_on("dob")]
    return rules, comparisons, sure, 0.6, learn_from


def prepared(name, path):
    import pandas

    rows = pandas.read_csv(path, dtype=str)
    if name == "historical_50k":
        rows["postcode_fake"] = rows["postcode_fake"].str.replace(" ", "")
        codes = {value: soundex(value) for value in rows["surname"].dropna().unique()}
        rows["surname_soundex"] = rows["surname"].map(codes)
    return rows.rename(columns={ID[name]: "unique_id", PERSON[name]: "truth_person"})


def f1(labels, truth) -> float:
    import pandas

    frame = pandas.DataFrame({"label": labels, "truth": truth})
    count = lambda sizes: int((sizes * (sizes - 1) // 2).sum())
    right = count(frame.groupby(["label", "truth"]).size())
    return 2 * right / (count(frame.groupby("label").size()) + count(frame.groupby("truth").size()))


def best_threshold(pairs, rows):
    """Best F1 of the connected components in steps of half a bit (five bits from 200,000 rows on), and the match weight there."""
    import numpy

    place = {key: i for i, key in enumerate(rows["unique_id"])}
    left = pairs["unique_id_l"].map(place).to_numpy()
    right = pairs["unique_id_r"].map(place).to_numpy()
    weights = pairs["match_weight"].to_numpy()
    parent = list(range(len(rows)))

    def root(at):
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    # From the strongest pair down, each pair is joined once.
    order = numpy.argsort(-weights)
    best, done, found = (0.0, 0.0), 0, False
    for bits in numpy.arange(60.0, -2.5, -0.5 if len(rows) <= 200_000 else -5.0):
        while done < len(order) and weights[order[done]] >= bits:
            a, b = root(left[order[done]]), root(right[order[done]])
            parent[a] = b
            done += 1
            found = True
        if found:
            best = max(best, (f1([root(i) for i in range(len(rows))], rows["truth_person"]), float(bits)))
    return best


def splink(name, path) -> None:
    import duckdb
    import splink as library
    from splink import DuckDBAPI, Linker, SettingsCreator

    start = time.perf_counter()
    rows = prepared(name, path)
    rules, comparisons, sure, recall, learn_from = {"generated": generated, "historical_50k": historical_50k}[name]()
    settings = SettingsCreator(
        link_type="dedupe_only", blocking_rules_to_generate_predictions=rules, comparisons=comparisons
    )
    database = DuckDBAPI()
    linker = Linker(database.register(rows), settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(sure, recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in learn_from:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predictions = linker.inference.predict(threshold_match_probability=LEAST)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, GUIDE).as_pandas_dataframe()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    labels = rows["unique_id"].map(dict(zip(clusters["unique_id"], clusters["cluster_id"])))
    guide = f1(labels, rows["truth_person"])
    scored = predictions.as_pandas_dataframe()
    best, bits = best_threshold(scored, rows)
    print(
        f"splink set={name} rows={len(rows)} seconds={seconds:.1f} peak_mb={peak:.0f} f1_at_{GUIDE}={guide:.4f}"
        f" f1_best={best:.4f} best_bits={bits:.1f} pairs={len(scored)} splink={library.__version__}"
        f" duckdb={duckdb.__version__}",
        flush=True,
    )


def ours(name, path, command) -> None:
    import pandas

    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "clusters.csv"
        model = f"examples/models/{name}.yaml"
        call = [*command, "link", "--input", path, "--id", ID[name], "--model", model, "--output", str(output)]
        start = time.perf_counter()
        child = subprocess.Popen(call, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        if status != 0:
            raise SystemExit(f"our link ended with {status}")
        rows = prepared(name, path)
        clusters = pandas.read_csv(output, dtype=str)
        labels = rows["unique_id"].map(dict(zip(clusters["id"], clusters["person"])))
        print(
            f"ours set={name} rows={len(rows)} seconds={seconds:.1f} peak_mb={usage.ru_maxrss / 1024:.0f}"
            f" f1={f1(labels, rows['truth_person']):.4f}",
            flush=True,
        )


def main() -> None:
    name, path, *command = sys.argv[1:]
    if command == ["--splink-only"]:
        splink(name, path)
        return
    ours(name, path, command or LINK)
    # In a process of its own, so that neither's memory counts for the other.
    subprocess.check_call([sys.executable, __file__, name, path, "--splink-only"])


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ID:
        sys.exit(__doc__)
    in_own_environment()
    main()
