CREATE TABLE customers (who text, since date, until date, price bigint);
INSERT INTO customers VALUES ('anna', '2023-12-01', '2024-01-20', 1000), ('bert', '2024-01-05', NULL, 500),
('carl', '2023-11-11', 'infinity', 2000), ('dora', '2023-11-20', '2023-12-24', 700), ('nobody', NULL, NULL, 1);
CREATE TABLE january AS SELECT cx_flow(since, until, '2024-01-01', '2024-02-01') AS state FROM customers;
SELECT churn_rate(state), churn_rate(state, 'at-risk'), retention_rate(state), cx_n(state, 'churn') FROM january;
SELECT cx_value(state, 'churn'), round(cx_low(state, 'churn')::numeric, 3) AS low, round(cx_high(state, 'churn', 0.9, 'wald')::numeric, 3)
AS high FROM january;
SELECT cx_value(cx_cohort(since, until, '2023-11-01', '2024-03-31'), 'retained:1') FROM customers;
SELECT cx_value(cx_survival(since, until, '2024-03-31'), 'restricted-mean:90') FROM customers;
SELECT cx_value(cx_revenue(who, since, until, price, '2024-01-01', '2024-02-01'), 'net-revenue-retention') FROM customers;
-- As text and in binary.
SELECT cx_survival(since, until, '2023-11-12') FROM customers;
SELECT state = state::text::cx_customers AND state = cx_customers_state(cx_bytes(state)) AS same FROM january;
SELECT churn_rate(cx_merge(state)) FROM (SELECT who, cx_flow(since, until, '2024-01-01', '2024-02-01') AS state
FROM customers GROUP BY who) AS x;
-- What is no use.
SELECT cx_value(state, 'nps') FROM january;
SELECT churn_rate(state, 'mine') FROM january;
SELECT cx_flow(since, until, since, '2024-02-01') FROM customers WHERE since IS NOT NULL;
SELECT state + (SELECT cx_survival('2024-01-01', NULL, '2024-02-01')) FROM january;
SELECT '{"format": "cxmetrics state"}'::cx_customers;
