# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""cxreport gives the figures of all engines: cxreport_test.py <cxreport>."""
import json
import subprocess
import sys
import unittest

from cases import cases, counts_of, number, same, spells_of, subscriptions_of

CXREPORT = sys.argv[1]


def report(lines, *arguments):
    answer = subprocess.run([CXREPORT, "-", "--format", "json", "--quiet", *arguments], input="\n".join(lines) + "\n",
                            capture_output=True, text=True)
    if answer.returncode != 0:
        raise RuntimeError(f"{arguments}: {answer.stderr}")
    return json.loads(answer.stdout)


def parts_of(times):
    """What a row may stand for."""
    most = 10**15
    return [most] * (times // most) + ([times % most] if times % most else [])


class Cases(unittest.TestCase):
    def check(self, case, found, columns=("value", "low", "high", "standard_error", "n")):
        low, high = found["ci"] or (None, None)
        known = {**found, "low": low, "high": high}
        for column in columns:
            wanted = number(case[column])
            # JSON has no infinity.
            if wanted == float("inf"):
                wanted = None
            self.assertTrue(same(wanted, known[column]), f"{case}: {column} is {known[column]!r}")

    def options(self, case, *names):
        return [option for name in names for option in ("--" + name, case[name]) if case[name]]

    def scale(self, case):
        """Only metrics that can be on any scale take one."""
        named = case["metric"].partition(":")[0] in ("mean", "percent-of-maximum", "top-box", "bottom-box", "net")
        return ["--scale", case["scale"]] if named else []

    def lines(self, answers, behind=""):
        return [f"{'' if score is None else score},{'' if weight is None else weight},{part}{behind}"
                for score, weight, times in counts_of(answers) for part in parts_of(times)]

    def test_answers(self):
        for case in cases("surveys"):
            counts = list(counts_of(case["answers"]))
            if case["n"] == "0":
                continue  # of nothing there is no report
            lines = self.lines(case["answers"])
            weighted = any(weight is not None for _, weight, _ in counts)
            if weighted and any(times > 1 for _, _, times in counts):
                lines = [line for line, (_, _, times) in zip(lines, counts) for _ in range(times)]
            found = report(["score,weight,times", *lines], "--metric", case["metric"], "--score", "score", *self.scale(case),
                           *(["--weight", "weight"] if weighted else ["--count", "times"]),
                           *self.options(case, "level", "method"))["total"]
            self.check(case, found)
            self.assertEqual((int(case["missing"]), int(case["off_scale"])), (found["missing"], found["off_scale"]))

    def test_comparisons(self):
        """As a change from one month to the next."""
        seen = 0
        for case in cases("comparisons"):
            rows = report(["score,weight,times,day", *self.lines(case["before"], ",2024-01-15"),
                           *self.lines(case["after"], ",2024-02-15")],
                          "--metric", case["metric"], "--score", "score", "--count", "times", *self.scale(case), "--time", "day",
                          "--period", "month", "--as-of", "2024-02-29", *self.options(case, "level"))["rows"] \
                if case["p_value"] else []
            if not rows:
                continue  # of nothing there is no change
            change = rows[1]["change"]
            self.check(case, {**change, "difference": change["value"]}, ["difference", "low", "high", "p_value"])
            seen += 1
        self.assertGreater(seen, 25)

    def test_customers(self):
        for case in cases("customers"):
            name, _, definition = case["figure"].partition(":")
            lines = [f"{since},{until or ''}" for since, until in spells_of(case["customers"])]
            of_year = case["first"][5:] == "01-01"
            found = report(["since,until", *lines], "--metric", name, "--start", "since", "--end", "until",
                           "--from", case["first"], "--to", "2024-12-31" if of_year else "2024-03-31", "--as-of", "2025-12-31",
                           "--period", "year" if of_year else "month", *(["--definition", definition] if definition else []),
                           *self.options(case, "level", "method"))["total"]
            self.check(case, found)

    def test_cohorts(self):
        seen = 0
        for case in cases("histories"):
            if case["of"] != "cx_cohort" or case["n"] == "0":
                continue
            lines = [f"{since},{until or ''}" for since, until in spells_of(case["customers"])]
            of_all = report(["since,until", *lines], "--metric", "cohorts", "--start", "since", "--end", "until",
                            "--from", case["first"][:8] + "01", "--as-of", case["last"],
                            *self.options(case, "level", "method"))["margins"][0]["rows"]
            for row in of_all:  # an age that nobody can have had is not there
                if f"retained:{row['age']}" == case["figure"]:
                    self.check(case, row)
                    seen += 1
        self.assertGreater(seen, 15)

    def test_survival(self):
        seen = 0
        for case in cases("histories"):
            kind, _, parameter = case["figure"].partition(":")
            if case["of"] != "cx_survival" or case["n"] == "0" or case["value"] == "":
                continue
            lines = [f"{since},{until or ''}" for since, until in spells_of(case["customers"])]
            found = report(["since,until", *lines], "--metric", "survival", "--start", "since", "--end", "until",
                           "--as-of", case["last"], *self.options(case, "level", "method"))
            if case["figure"] == "time-until-gone:50":
                self.check(case, found["related"][0]["rows"][0])
            elif kind == "still-there":
                steps = [row for row in found["rows"] if row["time"] <= int(parameter)]
                if not steps:
                    continue  # before anybody leaves
                self.check(case, steps[-1], ["value", "low", "high", "standard_error"])
            else:
                continue  # of other ages than cxreport tells
            seen += 1
        self.assertGreater(seen, 5)

    def test_revenue(self):
        """In a currency without smaller units, so that amounts are what the cases count."""
        seen = 0
        for case in cases("histories"):
            if case["of"] != "cx_revenue" or (case["method"] and case["figure"] == "paying-customer-retention"):
                continue  # a method is that of the ratios
            lines = [f"{who},{since},{until or ''},{price}" for who, since, until, price in subscriptions_of(case["customers"])]
            total = report(["who,since,until,price", *lines], "--metric", "revenue", "--start", "since", "--end", "until",
                           "--amount", "price", "--currency", "JPY", "--customer", "who", "--from", case["first"],
                           "--to", "2024-01-31", "--period", "month", "--as-of", "2024-12-31",
                           *self.options(case, "level", "method"))["total"]
            parts = {"net-revenue-retention": total, "quick-ratio": total["quick_ratio"],
                     "revenue-per-customer": total["revenue_per_customer"],
                     "paying-customer-retention": total["customer_retention"]}
            if case["figure"] in parts:
                self.check(case, parts[case["figure"]])
            elif case["figure"] == "gross-revenue-retention":
                self.check(case, {"value": total["gross_retention"], "ci": total["gross_retention_ci"]}, ["value", "low", "high"])
            else:
                continue  # cxreport tells what stays, not what goes
            seen += 1
        self.assertGreater(seen, 20)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
