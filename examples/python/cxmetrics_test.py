# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""The module cxmetrics with columns of NumPy and pandas. Exits with 77 where these are not installed."""
import copy
import math
import pickle
import subprocess
import sys
import threading
import time
import unittest

try:
    import numpy as np
    import pandas as pd
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)
import cxmetrics as cx

WHOLE = [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64]
SCORES = [10, 9, 9, 8, 7, 6, 10, 3]


def counted(scores, scale=cx.zero_to_ten):
    tally = cx.tally(scale)
    for score in scores:
        tally.record(score)
    return tally


class Columns(unittest.TestCase):
    def test_an_estimate_reads_as_elsewhere(self):
        nps = cx.nps(cx.tally_of(cx.zero_to_ten, np.array(SCORES)))
        self.assertEqual(str(nps), "25.0 [-32.8, 68.3] (n = 8)")
        self.assertEqual((nps.value, nps.n, nps.level), (25.0, 8, 0.95))
        self.assertLess(nps.ci.low, nps.value)

    def test_as_in_the_documents(self):
        frame = pd.DataFrame({"score": np.array([9, 10, -1, 3], dtype=np.int8),
                              "segment": ["retail", "retail", "public", "public"]})
        by = cx.break_down(cx.zero_to_ten, frame["score"], frame["segment"].astype("category"), missing=[-1])
        retail = cx.nps(by["retail"])
        change = cx.compare(cx.nps(by["public"]), retail)
        bytes_for_an_engine = cx.bytes_of(by.total())
        self.assertEqual((retail.value, change.value, len(bytes_for_an_engine)), (100.0, 200.0, 156))

    def test_whole_numbers_of_every_width(self):
        for number in WHOLE:
            scores = np.array(SCORES, dtype=number)
            self.assertEqual(cx.tally_of(cx.zero_to_ten, scores), counted(SCORES))
            self.assertEqual(cx.tally_of(cx.zero_to_ten, scores[::2]), counted(SCORES[::2]))
            self.assertEqual(cx.tally_of(cx.zero_to_ten, scores[::-3]), counted(SCORES[::-3]))
            self.assertEqual(cx.tally_of(cx.zero_to_ten, scores[:0]), cx.tally(cx.zero_to_ten))
            by = cx.break_down(cx.zero_to_ten, scores, scores)
            self.assertEqual(by.total(), counted(SCORES))
            self.assertEqual(by[9].count(9), 2)

    def test_what_is_not_side_by_side(self):
        frame = pd.DataFrame(np.array([[9, 1], [10, 2], [0, 3]], dtype=np.int16), columns=["score", "store"])
        self.assertEqual(cx.tally_of(cx.zero_to_ten, frame["score"]), counted([9, 10, 0]))
        record = np.array([(1, 9), (2, 10)], dtype=[("flag", np.int8), ("score", np.int32)])  # not aligned
        self.assertEqual(cx.tally_of(cx.zero_to_ten, record["score"]), counted([9, 10]))
        read_only = np.array(SCORES)
        read_only.flags.writeable = False
        self.assertEqual(cx.tally_of(cx.zero_to_ten, read_only), counted(SCORES))

    def test_missing_codes_and_answers_off_the_scale(self):
        frame = pd.DataFrame({"score": [9, None, 10]})
        scores = frame["score"].fillna(-1).astype("int8")
        tally = cx.tally_of(cx.zero_to_ten, scores, missing=[-1])
        self.assertEqual((tally.answered(), tally.missing()), (2, 1))
        with self.assertRaisesRegex(ValueError, "score -1 is off the scale 0 to 10"):
            cx.tally_of(cx.zero_to_ten, scores)
        tally = cx.tally_of(cx.zero_to_ten, scores, off_scale=cx.off_scale_answers.count)
        self.assertEqual(tally.off_scale(), 1)
        huge = np.array([2**64 - 1, 1], dtype=np.uint64)
        around_zero = cx.scale(-5, 5)
        self.assertEqual(cx.tally_of(around_zero, huge, off_scale=cx.off_scale_answers.count).off_scale(), 1)
        by = cx.break_down(around_zero, huge, huge, off_scale=cx.off_scale_answers.count)
        self.assertEqual(by.total().off_scale(), 1)

    def test_groups(self):
        frame = pd.DataFrame({"score": np.array([9, 10, 0, 3], dtype=np.int8), "segment": ["b", "a", None, "a"],
                              "store": [7, -2, 7, 7]})
        by = cx.break_down(cx.zero_to_ten, frame["score"], frame["segment"].astype("category"))
        self.assertEqual(list(by), ["", "a", "b"])
        self.assertEqual(by["a"], counted([10, 3]))
        self.assertEqual(dict(by.items())["b"], counted([9]))
        self.assertIn("a", by)
        self.assertNotIn("c", by)
        with self.assertRaises(KeyError):
            by["c"]
        self.assertEqual(by, cx.break_down(cx.zero_to_ten, frame["score"], pd.Categorical(frame["segment"])))
        stores = cx.break_down(cx.zero_to_ten, frame["score"], frame["store"], threads=2)
        self.assertEqual(list(stores), [-2, 7])
        self.assertEqual(len(stores), 2)
        with self.assertRaisesRegex(ValueError, "4 scores, but 3 keys"):
            cx.break_down(cx.zero_to_ten, frame["score"], frame["store"][:3])
        with self.assertRaisesRegex(TypeError, "categories are texts"):
            cx.break_down(cx.zero_to_ten, frame["score"], frame["store"].astype("category"))

    def test_weights(self):
        scores = np.array([10, 0, -1], dtype=np.int8)
        for number in (np.float64, np.float32):
            weights = np.array([0.5, 2.0, 1.0], dtype=number)
            tally = cx.weighted_tally_of(cx.zero_to_ten, scores, weights, missing=[-1])
            self.assertEqual((tally.answered(), tally.missing()), (2, 1))
            self.assertAlmostEqual(cx.nps(tally).value, -60.0)
        with self.assertRaisesRegex(ValueError, "weight"):
            cx.weighted_tally_of(cx.zero_to_ten, scores, np.array([0.5, -2.0, 1.0]), missing=[-1])
        with self.assertRaisesRegex(TypeError, "weights are float64 or float32, not int64"):
            cx.weighted_tally_of(cx.zero_to_ten, scores, np.array([1, 2, 3]), missing=[-1])


class Refusals(unittest.TestCase):
    def test_what_is_no_column_of_whole_numbers(self):
        for wrong, why in [(np.array([9.0, math.nan]), r"int8 to uint64, not float64; .*fillna"),
                           (np.array([True, False]), "not bool"),
                           (np.array(["9", "10"]), "not <U2"),
                           (np.array([9, None]), "not object; .*fillna"),
                           (np.array([9, 10], dtype=">i4"), "byte order"),
                           (np.array([[9, 10]]), "not an array of 2 dimensions"),
                           (np.array(9), "not an array of 0 dimensions"),
                           (np.array([1], dtype="datetime64[D]"), "not datetime64"),
                           ([9, 10], "not <class 'list'>"),
                           (9, "not <class 'int'>"),
                           (pd.Series([9, None], dtype="Int8"), "pandas' type Int8 .*fillna"),
                           (pd.Series(["a"], dtype="category"), "pandas' type category"),
                           (pd.DataFrame({"a": [1]}), "not <class")]:
            with self.assertRaisesRegex(TypeError, why):
                cx.tally_of(cx.zero_to_ten, wrong)
        with self.assertRaisesRegex(TypeError, "keys are whole numbers, .* not object"):
            cx.break_down(cx.zero_to_ten, np.array([9]), np.array(["a"], dtype=object))
        with self.assertRaises(TypeError):
            cx.tally(cx.zero_to_ten).record(8.7)

    def test_broken_contracts(self):
        with self.assertRaises(ValueError):
            cx.scale(5, 1)
        with self.assertRaisesRegex(ValueError, "tallies of different scales"):
            cx.tally(cx.zero_to_ten) + cx.tally(cx.one_to_five)
        with self.assertRaisesRegex(ValueError, "level"):
            cx.nps(counted(SCORES), level=95)
        with self.assertRaisesRegex(ValueError, "cannot take"):
            cx.tally(cx.zero_to_ten) - counted(SCORES)


class States(unittest.TestCase):
    def states(self):
        scores = np.array(SCORES, dtype=np.int8)
        return [counted(SCORES), cx.tally(cx.one_to_five),
                cx.weighted_tally_of(cx.zero_to_ten, scores, scores.astype(float)),
                cx.break_down(cx.zero_to_ten, scores, scores),
                cx.break_down(cx.zero_to_ten, scores, pd.Categorical(["a", "b"] * 4))]

    def test_states_pickle(self):
        for state in self.states():
            for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
                self.assertEqual(pickle.loads(pickle.dumps(state, protocol)), state)
            self.assertEqual(copy.deepcopy(state), state)

    def test_states_are_bytes_that_engines_read(self):
        for state in self.states():
            again = cx.state_of_bytes(cx.bytes_of(state))
            self.assertIs(type(again), type(state))
            self.assertEqual(again, state)
        self.assertEqual(len(cx.bytes_of(counted(SCORES))), 156)
        with self.assertRaisesRegex(ValueError, "cut short"):
            cx.state_of_bytes(cx.bytes_of(counted(SCORES))[:-1])

    def test_states_add_up(self):
        one, other = counted(SCORES[:3]), counted(SCORES[3:])
        self.assertEqual(one + other, counted(SCORES))
        self.assertEqual(counted(SCORES) - other, one)
        one += other
        self.assertEqual(one, counted(SCORES))
        one -= other
        self.assertEqual(one, counted(SCORES[:3]))

    def test_metrics(self):
        march, april = counted([0] * 50 + [10] * 50), counted([10] * 100)
        change = cx.compare(cx.nps(march), cx.nps(april))
        self.assertEqual(change.value, 100.0)
        self.assertTrue(change.significant())
        self.assertLess(change.p_value, 0.001)
        self.assertEqual(cx.metric_named("top-box:2", cx.zero_to_ten)(april).value, 100.0)
        self.assertEqual(cx.metric_named("csat").id, "csat")
        self.assertTrue(math.isnan(cx.nps(cx.tally(cx.zero_to_ten)).value))
        with self.assertRaises(ValueError):
            cx.metric_named("npss")
        self.assertLess(cx.nps(march, level=0.5).ci.high, cx.nps(march).ci.high)
        self.assertNotEqual(cx.nps(march, method="wald").ci.high, cx.nps(march).ci.high)


class Memory(unittest.TestCase):
    def test_columns_are_not_copied(self):
        # A process that may have no more than a quarter of the column besides what it has.
        subprocess.run([sys.executable, "-B", "-c", """
import resource
import numpy as np, pandas as pd
import cxmetrics as cx
rows = 1 << 26
scores = np.zeros(rows, dtype=np.int8)
series = pd.Series(scores, copy=False)
cx.tally_of(cx.zero_to_ten, scores[:1])
with open("/proc/self/statm") as status:
    has = int(status.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (has + rows // 4, has + rows // 4))
try:
    scores.copy()
    raise SystemExit("a copy was possible")
except MemoryError:
    pass
for column in scores, series, scores[::-1]:
    assert cx.tally_of(cx.zero_to_ten, column).count(0) == rows
assert cx.break_down(cx.zero_to_ten, series[:1 << 24], series[:1 << 24])[0].count(0) == 1 << 24
"""], check=True)

    def test_other_threads_run_while_it_counts(self):
        # Python itself takes the lock of the interpreter from no thread: others run only where it is released.
        interval = sys.getswitchinterval()
        self.addCleanup(sys.setswitchinterval, interval)
        sys.setswitchinterval(1000)
        scores = np.zeros(1 << 23, dtype=np.int8)[::-1]
        times = {}

        def count():
            times["begin"] = time.perf_counter()
            cx.tally_of(cx.zero_to_ten, scores)
            times["end"] = time.perf_counter()

        for _ in range(20):
            thread = threading.Thread(target=count)
            thread.start()
            seen = []
            while thread.is_alive():
                seen.append(time.perf_counter())
                time.sleep(0)
            if any(times["begin"] < moment < times["end"] for moment in seen):
                return
        self.fail("no other thread ran")


if __name__ == "__main__":
    unittest.main()
