CREATE TABLE answers (day integer, score integer);
INSERT INTO answers VALUES (1, 10), (1, 9), (1, 9), (1, 8), (1, 7), (2, 6), (2, 10), (2, 3), (2, NULL), (2, 11);
SELECT nps(score), csat(score), ces(score) FROM answers;
SELECT cx_n(state), cx_n(state, 'nps'), cx_missing(state), cx_off_scale(state), cx_value(state, 'mean')
FROM (SELECT cx_tally(score) AS state FROM answers) AS x;
SELECT day, nps(score) FROM answers GROUP BY day ORDER BY day;
SELECT nps(score), cx_tally(score), cx_merge(NULL::cx_tally) FROM answers WHERE false;
-- As text and in binary.
SELECT cx_tally(score, 9, 10) FROM answers;
SELECT cx_tally(score, 9, 10)::text::cx_tally = cx_tally(score, 9, 10) AS same FROM answers;
SELECT cx_bytes(cx_tally(score, 9, 10)) FROM answers;
SELECT cx_state(cx_bytes(cx_tally(score))) = cx_tally(score) AS same FROM answers;
-- Scores are whole numbers.
SELECT nps(8.7);
SELECT nps('eleven');
SELECT csat(score::text || '!') FROM answers;
SELECT cx_tally(8.7::real, 0, 10);
SELECT nps(9::smallint), nps(9), nps(9::bigint), nps(9.0), nps('9');
-- States add up, and a part is taken out again.
CREATE MATERIALIZED VIEW daily AS SELECT day, cx_tally(score) AS state FROM answers GROUP BY day;
SELECT nps(cx_merge(state)) FROM daily;
SELECT (SELECT cx_merge(state) FROM daily) = (SELECT cx_tally(score) FROM answers) AS same;
SELECT (a.state + b.state) - b.state = a.state AS same FROM daily AS a, daily AS b WHERE a.day < b.day;
SELECT a.state - b.state FROM daily AS a, daily AS b WHERE a.day < b.day;
SELECT round(difference::numeric, 3), round(low::numeric, 3), round(high::numeric, 3), round(p::numeric, 3)
FROM cx_compare((SELECT state FROM daily WHERE day = 1), (SELECT state FROM daily WHERE day = 2), 'nps');
-- Windows slide.
SELECT score, nps(score) OVER (ORDER BY day, score ROWS 2 PRECEDING) FROM answers;
-- What is no use.
SELECT cx_value(cx_tally(score), 'csat') FROM answers;
SELECT cx_low(cx_tally(score), 'nps', 95) FROM answers;
SELECT cx_tally(score, 0, 20) FROM answers;
SELECT '{"format": "cxmetrics state"}'::cx_tally;
SELECT cx_state('\x00');
