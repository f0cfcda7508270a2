# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""Random queries of the vocabulary that check themselves against plain SQL: random_queries.py sqlite|postgresql|duckdb
writes them as JSON, {"tables": […], "queries": […]}. Every value in every row of every query must be true.

Plain SQL calculates in doubles, in an order of its own: where it divides, the figures agree but for the last bits."""
import datetime
import json
import random
import sys

FIRST_DAY = datetime.date(2023, 1, 1)
LAST_DAY = datetime.date(2026, 12, 31)
# How many queries of each kind there are: 1,000 in all.
KINDS = {"scores": 220, "scales": 140, "weights": 140, "windows": 100, "weighted_windows": 40, "having": 80, "merged": 60,
         "compared": 60, "flows": 70, "flow_windows": 20, "cohorts": 20, "stays": 20, "revenue": 20, "revenue_windows": 10}


def text_of(day):
    return str(FIRST_DAY + datetime.timedelta(days=day))


def month_of(day):
    """As a number: 0 is the first one."""
    date = FIRST_DAY + datetime.timedelta(days=day)
    return (date.year - FIRST_DAY.year) * 12 + date.month - FIRST_DAY.month


def literal(value):
    return "NULL" if value is None else f"'{value}'" if isinstance(value, str) else str(value)


def count(condition, over=""):
    return f"count(*) FILTER (WHERE {condition}){over}"


def share(part, whole):
    """Per cent, NULL of nobody."""
    return f"CAST(100 AS float8) * ({part}) / nullif({whole}, 0)"


def near(ours, plain):
    return f"(({ours}) IS NULL AND ({plain}) IS NULL OR abs(({ours}) - ({plain})) <= 1e-9)"


def same(ours, plain):
    return f"({ours}) IS NOT DISTINCT FROM ({plain})"


class Queries:
    def __init__(self, engine):
        self.engine = engine
        self.chance = random.Random(1)

    def date(self, day):
        return ("DATE " if self.engine == "duckdb" else "") + f"'{text_of(day)}'"

    def part(self, comparison, name):
        return f"({comparison} ->> '{name}')" if self.engine == "sqlite" else f"({comparison}).{name}"

    def tables(self):
        chance = self.chance
        yield "CREATE TABLE many (id integer, score smallint, weight double precision, segment integer, day integer)"
        rows = [(at, score, None if score is None and chance.random() < 0.5 else chance.randrange(1, 25) / 8,
                 chance.choice([None, *range(5)]), chance.randrange(30))
                for at, score in enumerate(chance.choice([None, *range(-1, 12)]) for _ in range(400))]
        yield "INSERT INTO many VALUES " + ", ".join(f"({', '.join(map(literal, row))})" for row in rows)
        # The days a second time as numbers, and their months, with which plain SQL calculates.
        yield ("CREATE TABLE people (id integer, who varchar(9), since date, until date, came integer, went integer, "
               "came_in integer, went_in integer, price bigint, segment integer)")
        rows = []
        for at in range(300):
            came = chance.randrange(400) if chance.random() < 0.97 else None
            went = came + chance.randrange(250) if came is not None and chance.random() < 0.6 else None
            rows.append((at, f"c{at}", *(None if day is None else text_of(day) for day in (came, went)), came, went,
                         *(None if day is None else month_of(day) for day in (came, went)), chance.randrange(1, 900),
                         chance.choice([None, *range(4)])))
        yield "INSERT INTO people VALUES " + ", ".join(f"({', '.join(map(literal, row))})" for row in rows)

    def queries(self):
        for kind, times in KINDS.items():
            for _ in range(times):
                yield getattr(self, kind)()

    # Parts of queries.

    def where(self):
        first = self.chance.randrange(30)
        return f"day BETWEEN {first} AND {first + self.chance.randrange(14)}" + self.chance.choice(
            ["", "", " AND segment < 3", " AND segment IS NOT NULL", f" AND score <> {self.chance.randrange(11)}",
             " AND score IS NULL", " AND weight > 1.5"])

    def group(self):
        return self.chance.choice(["day - day", "segment", "day", "segment, day", "day % 4"])

    def filtered(self):
        """What an aggregate takes of the rows: behind it, and as a condition."""
        condition = self.chance.choice(["", "", "weight > 1", "segment IN (1, 3)", "segment IS NULL", "score > 4"])
        return (f" FILTER (WHERE {condition})", f" AND {condition}") if condition else ("", "")

    def scale(self):
        low = self.chance.randrange(-2, 8)
        return low, min(low + self.chance.randrange(1, 11), 12)

    def frame(self):
        before, behind = self.chance.randrange(9), self.chance.randrange(4)
        bounds = self.chance.choice([f"{before} PRECEDING AND CURRENT ROW", f"{before} PRECEDING AND {behind} FOLLOWING",
                                     f"{before + 3} PRECEDING AND {before} PRECEDING", "UNBOUNDED PRECEDING AND CURRENT ROW",
                                     f"CURRENT ROW AND {behind} FOLLOWING"])
        return self.chance.choice(["", "PARTITION BY segment "]) + f"ORDER BY id ROWS BETWEEN {bounds}"

    def plain_nps(self, more="", over=""):
        return share(f"{count('score IN (9, 10)' + more, over)} - {count('score BETWEEN 0 AND 6' + more, over)}",
                     count("score BETWEEN 0 AND 10" + more, over))

    # Kinds of queries.

    def scores(self):
        behind, more = self.filtered()
        tally = f"cx_tally(score){behind}"
        any_row = f"nullif({count('true' + more)}, 0) IS NULL"
        checks = [same(f"nps(score){behind}", self.plain_nps(more)),
                  same(f"nps(score){behind}", f"cx_value({tally}, 'nps')"),
                  f"({any_row} OR cx_n({tally}) = {count('score BETWEEN 0 AND 10' + more)})",
                  f"({any_row} OR cx_missing({tally}) = {count('score IS NULL' + more)})",
                  f"({any_row} OR cx_off_scale({tally}) = {count('score NOT BETWEEN 0 AND 10' + more)})",
                  near(f"csat(score){behind}", share(count("score IN (4, 5)" + more), count("score BETWEEN 1 AND 5" + more))),
                  near(f"ces(score){behind}", f"CAST(sum(score) FILTER (WHERE score BETWEEN 1 AND 7{more}) AS float8) / "
                       f"nullif({count('score BETWEEN 1 AND 7' + more)}, 0)"),
                  f"(cx_value({tally}, 'nps') IS NULL OR cx_value({tally}, 'nps') BETWEEN cx_low({tally}, 'nps') AND "
                  f"cx_high({tally}, 'nps'))"]
        return f"SELECT {', '.join(checks)} FROM many WHERE {self.where()} GROUP BY {self.group()}"

    def scales(self):
        low, high = self.scale()
        behind, more = self.filtered()
        tally = f"cx_tally(score, {low}, {high}){behind}"
        on = f"score BETWEEN {low} AND {high}{more}"
        split = self.chance.randrange(low, high)
        box = self.chance.randrange(1, high - low + 1)
        above, below = count(f"{on} AND score > {split}"), count(f"{on} AND score <= {split}")
        figures = {"mean": f"CAST(sum(score) FILTER (WHERE {on}) AS float8) / nullif({count(on)}, 0)",
                   f"top-box:{box}": share(count(f"{on} AND score > {high - box}"), count(on)),
                   f"bottom-box:{box}": share(count(f"{on} AND score < {low + box}"), count(on)),
                   f"net:{split},{split + 1}": share(f"{above} - {below}", count(on))}
        name, plain = self.chance.choice(list(figures.items()))
        any_row = f"nullif({count('true' + more)}, 0) IS NULL"
        # The variance of what is worth 100, nothing, or its contrary.
        boxed = f"cx_value({tally}, 'top-box:{box}')"
        checks = [near(f"cx_value({tally}, '{name}')", plain),
                  near(f"cx_se({tally}, 'top-box:{box}') * cx_se({tally}, 'top-box:{box}')",
                       f"{boxed} * (100 - {boxed}) / nullif({count(on)}, 0)"),
                  f"({any_row} OR cx_n({tally}, '{name}') = {count(on)})",
                  f"({any_row} OR cx_off_scale({tally}) = {count(f'score NOT BETWEEN {low} AND {high}{more}')})"]
        return f"SELECT {', '.join(checks)} FROM many WHERE {self.where()} GROUP BY {self.group()}"

    def weights(self):
        low, high = self.scale()
        on_ten = self.chance.random() < 0.5
        ends = "" if on_ten else f", {low}, {high}"
        if on_ten:
            low, high = 0, 10
        behind, more = self.filtered()
        tally = f"cx_tally_weighted(score, weight{ends}){behind}"
        on = f"score BETWEEN {low} AND {high}{more}"
        weight = f"sum(weight) FILTER (WHERE {on})"
        figures = {"mean": f"sum(weight * score) FILTER (WHERE {on}) / nullif({weight}, 0)",
                   "top-box:1": share(f"coalesce(sum(weight) FILTER (WHERE {on} AND score = {high}), 0)", weight)}
        if on_ten:
            figures["nps"] = share(f"coalesce(sum(weight) FILTER (WHERE score IN (9, 10){more}), 0) - "
                                   f"coalesce(sum(weight) FILTER (WHERE score BETWEEN 0 AND 6{more}), 0)", weight)
        any_row = f"nullif({count('true' + more)}, 0) IS NULL"
        checks = [near(f"cx_value({tally}, '{name}')", plain) for name, plain in figures.items()]
        checks += [f"({any_row} OR cx_n({tally}) = {count(on)})",
                   f"({any_row} OR cx_missing({tally}) = {count('score IS NULL' + more)})"]
        return f"SELECT {', '.join(checks)} FROM many WHERE {self.where()} GROUP BY {self.group()}"

    def windows(self):
        behind, more = self.filtered()
        over = " OVER w"
        checks = [same(f"nps(score){behind}{over}", self.plain_nps(more, over)),
                  same(f"cx_value(cx_tally(score, 1, 5){behind}{over}, 'top-box:2')",
                       share(count("score IN (4, 5)" + more, over), count("score BETWEEN 1 AND 5" + more, over)))]
        return f"SELECT {', '.join(checks)} FROM many WHERE {self.where()} WINDOW w AS ({self.frame()})"

    def weighted_windows(self):
        checks = [near("cx_value(cx_tally_weighted(score, weight) OVER w, 'mean')",
                       "sum(weight * score) FILTER (WHERE score BETWEEN 0 AND 10) OVER w / "
                       "nullif(sum(weight) FILTER (WHERE score BETWEEN 0 AND 10) OVER w, 0)")]
        return f"SELECT {', '.join(checks)} FROM many WHERE {self.where()} WINDOW w AS ({self.frame()})"

    def having(self):
        behind, more = self.filtered()
        level = self.chance.randrange(-60, 60)
        ours, plain = self.chance.choice([
            (f"nps(score){behind} > {level}", f"{self.plain_nps(more)} > {level}"),
            (f"cx_n(cx_tally(score){behind}) >= 3", f"{count('score BETWEEN 0 AND 10' + more)} >= 3"),
            (f"cx_missing(cx_tally(score){behind}) > 0", f"{count('score IS NULL' + more)} > 0")])
        where, key = self.where(), self.chance.choice(["segment", "day"])
        groups = [f"(SELECT coalesce(sum(g * g + 1), 0) FROM (SELECT coalesce({key}, 99) AS g FROM many WHERE {where} "
                  f"GROUP BY {key} HAVING {condition}) AS x)" for condition in (ours, plain)]
        return f"SELECT {groups[0]} = {groups[1]}"

    def merged(self):
        state = self.chance.choice(["cx_tally(score)", "cx_tally(score, 1, 7)", "cx_tally_weighted(score, weight)",
                                    "cx_tally_weighted(score, weight, 0, 5)"])
        where = self.where()
        parts = f"SELECT {state} AS s FROM many WHERE {where} GROUP BY {self.group()}"
        return f"SELECT {same(f'(SELECT cx_merge(s) FROM ({parts}) AS x)', f'(SELECT {state} FROM many WHERE {where})')}"

    def compared(self):
        one, other = self.chance.sample(range(5), 2)
        where = self.where()
        level = self.chance.choice([", 0.9", ""])
        before, after = (f"(SELECT cx_tally(score) FROM many WHERE segment = {of} AND {where})" for of in (one, other))
        plain = [f"(SELECT {self.plain_nps()} FROM many WHERE segment = {of} AND {where})" for of in (one, other)]
        there = f"cx_compare({before}, {after}, 'nps'{level})"
        back = f"cx_compare({after}, {before}, 'nps'{level})"
        found = self.part(there, "difference")
        checks = [near(found, f"{plain[1]} - {plain[0]}"),
                  same(found, f"-{self.part(back, 'difference')}"), same(self.part(there, "p"), self.part(back, "p")),
                  same(self.part(there, "low"), f"-{self.part(back, 'high')}"),
                  f"({found} IS NULL OR {found} BETWEEN {self.part(there, 'low')} AND {self.part(there, 'high')})"]
        return f"SELECT {', '.join(checks)}"

    def flow(self):
        """The aggregate, and its figures in plain SQL, behind which `OVER …` may stand."""
        first = self.chance.randrange(20, 380)
        last = first + self.chance.choice([1, 7, 30, 31, 90])
        start = f"came < {first} AND (went IS NULL OR went >= {first})"
        here = f"came >= {first} AND came < {last}"
        gone = f"came < {last} AND went >= {first} AND went < {last}"
        lost_of_start = f"came < {first} AND went >= {first} AND went < {last}"
        end = f"came < {last} AND (went IS NULL OR went >= {last})"
        days = (f"(CASE WHEN went < {last} THEN went ELSE {last} END) - "
                f"(CASE WHEN came > {first} THEN came ELSE {first} END)")

        def figures(over=""):
            lost, at_start, came = count(gone, over), count(start, over), count(here, over)
            held = f"sum({days}) FILTER (WHERE came < {last} AND (went IS NULL OR went >= {first})){over}"
            of_start = count(lost_of_start, over)
            return {"churn": share(of_start, at_start), "retention": share(f"{at_start} - {of_start}", at_start),
                    "churn:naive": share(lost, at_start), "churn:at-risk": share(lost, f"{at_start} + {came}"),
                    "churn:mid-period": share(f"2 * ({lost})", f"{at_start} + {count(end, over)}"),
                    "churn:customer-day": share(f"{last - first} * {lost}", held)}
        return f"cx_flow(since, until, {self.date(first)}, {self.date(last)})", figures, start

    def flows(self):
        flow, figures, start = self.flow()
        group = self.chance.choice(["id - id", "segment", "segment, id % 2"])
        checks = [near(f"cx_value({flow}, '{name}')", plain) for name, plain in figures().items()]
        checks += [same(f"churn_rate({flow})", f"cx_value({flow}, 'churn')"),
                   same(f"retention_rate({flow})", f"cx_value({flow}, 'retention')"),
                   f"cx_n({flow}, 'churn') = {count(start)}"]
        where = self.chance.choice(["true", "came IS NOT NULL", "id % 3 = 1", "went IS NOT NULL"])
        return f"SELECT {', '.join(checks)} FROM people WHERE {where} GROUP BY {group}"

    def flow_windows(self):
        flow, figures, _ = self.flow()
        checks = [near(f"cx_value({flow} OVER w, '{name}')", plain)
                  for name, plain in list(figures(' OVER w').items())[:4]]
        return (f"SELECT {', '.join(checks)} FROM people WHERE id % 4 = {self.chance.randrange(4)} "
                f"WINDOW w AS ({self.frame()})")

    def cohorts(self):
        """Of the customers who can have had that age, in months."""
        as_of = self.chance.randrange(5, 24)
        first_after = datetime.date(FIRST_DAY.year + (as_of + 1) // 12, (as_of + 1) % 12 + 1, 1)
        age = self.chance.randrange(1, 14)
        cohort = (f"cx_cohort(since, until, {self.date(0)}, {self.date((first_after - FIRST_DAY).days - 1)})")
        old = f"came_in <= {as_of - age}"
        there = f"{old} AND (went IS NULL OR went_in > came_in + {age})"
        figure = f"'retained:{age}'"
        checks = [near(f"cx_value({cohort}, {figure})", share(count(there), count(old))),
                  f"cx_n({cohort}, {figure}) = {count(old)}"]
        return f"SELECT {', '.join(f'({count(old)} = 0 OR {check})' for check in checks)} FROM people GROUP BY segment"

    def revenue_of(self, over=""):
        """Each customer pays one price, so that nothing expands or contracts."""
        first = self.chance.randrange(20, 380)
        last = first + self.chance.choice([1, 7, 30, 31, 90])
        revenue = f"cx_revenue(who, since, until, price, {self.date(first)}, {self.date(last)}){over}"
        start = f"came < {first} AND (went IS NULL OR went >= {first})"
        stayed = f"came < {first} AND (went IS NULL OR went >= {last})"
        paid, kept = (f"coalesce(sum(price) FILTER (WHERE {of}){over}, 0)" for of in (start, stayed))
        return [near(f"cx_value({revenue}, 'net-revenue-retention')", share(kept, paid)),
                near(f"cx_value({revenue}, 'gross-revenue-retention')", share(kept, paid)),
                near(f"cx_value({revenue}, 'paying-customer-retention')",
                     share(count(stayed, over), count(start, over)))]

    def revenue(self):
        group = self.chance.choice(["id - id", "segment", "segment, id % 2"])
        return f"SELECT {', '.join(self.revenue_of())} FROM people GROUP BY {group}"

    def revenue_windows(self):
        return (f"SELECT {', '.join(self.revenue_of(' OVER w'))} FROM people WHERE id % 4 = {self.chance.randrange(4)} "
                f"WINDOW w AS ({self.frame()})")

    def stays(self):
        """Nobody has left the sight of those who count before that age, so that Kaplan-Meier is a share."""
        age = self.chance.randrange(1, 300)
        survival = f"cx_survival(since, until, {self.date((LAST_DAY - FIRST_DAY).days)})"
        check = near(f"cx_value({survival}, 'still-there:{age}')",
                     share(count(f"came IS NOT NULL AND (went IS NULL OR went - came > {age})"),
                           count("came IS NOT NULL")))
        return f"SELECT {check} FROM people GROUP BY {self.chance.choice(['id - id', 'segment'])}"


def of(engine):
    queries = Queries(engine)
    return list(queries.tables()), list(queries.queries())


if __name__ == "__main__":
    tables, queries = of(sys.argv[1])
    json.dump({"tables": tables, "queries": queries}, sys.stdout)
