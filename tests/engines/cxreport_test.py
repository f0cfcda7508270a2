# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""cxreport gives the figures of all engines: cxreport_test.py <cxreport>."""
import json
import subprocess
import sys
import unittest

from cases import cases, counts_of, number, same, spells_of

CXREPORT = sys.argv[1]


def report(lines, *arguments):
    answer = subprocess.run([CXREPORT, "-", "--format", "json", "--quiet", *arguments], input="\n".join(lines) + "\n",
                            capture_output=True, text=True)
    if answer.returncode != 0:
        raise RuntimeError(f"{arguments}: {answer.stderr}")
    return json.loads(answer.stdout)["total"]


def parts_of(times):
    """What a row may stand for."""
    most = 10**15
    return [most] * (times // most) + ([times % most] if times % most else [])


class Cases(unittest.TestCase):
    def check(self, case, found):
        low, high = found["ci"] or (None, None)
        for column, value in [("value", found["value"]), ("low", low), ("high", high),
                              ("standard_error", found["standard_error"]), ("n", found["n"])]:
            wanted = number(case[column])
            # JSON has no infinity.
            if wanted == float("inf"):
                wanted = None
            self.assertTrue(same(wanted, value), f"{case}: {column} is {value!r}")

    def options(self, case):
        return [option for name in ("level", "method") if case[name] for option in ("--" + name, case[name])]

    def test_answers(self):
        for case in cases("surveys"):
            counts = list(counts_of(case["answers"]))
            if case["n"] == "0":
                continue  # of nothing there is no report
            lines = [f"{'' if score is None else score},{'' if weight is None else weight},{part}"
                     for score, weight, times in counts for part in parts_of(times)]
            weighted = any(weight is not None for _, weight, _ in counts)
            if weighted and any(times > 1 for _, _, times in counts):
                lines = [line for line, (_, _, times) in zip(lines, counts) for _ in range(times)]
            named = case["metric"].partition(":")[0] in ("mean", "percent-of-maximum", "top-box", "bottom-box", "net")
            found = report(["score,weight,times", *lines], "--metric", case["metric"], "--score", "score",
                           *(["--scale", case["scale"]] if named else []),
                           *(["--weight", "weight"] if weighted else ["--count", "times"]), *self.options(case))
            self.check(case, found)
            self.assertEqual((int(case["missing"]), int(case["off_scale"])), (found["missing"], found["off_scale"]))

    def test_customers(self):
        for case in cases("customers"):
            name, _, definition = case["figure"].partition(":")
            if name != "churn" or case["first"][5:] != "03-01":
                continue
            lines = [f"{since},{until or ''}" for since, until in spells_of(case["customers"])]
            found = report(["since,until", *lines], "--metric", "churn", "--start", "since", "--end", "until",
                           "--from", case["first"], "--to", "2024-03-31", "--as-of", "2025-12-31", "--period", "month",
                           "--definition", definition or "start-cohort", *self.options(case))
            self.check(case, found)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
