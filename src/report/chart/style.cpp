// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/report/chart.hpp>

namespace cxmetrics {

// Contrast: texts at least 4.5 to 1, marks 3 to 1 against what is behind them, in both schemes; blue and orange
// stay apart for the colour-blind. Paper is always light.
std::string_view chart_style() noexcept {
  return R"(
.cx-chart {
  --cx-paper: #fff; --cx-ink: #1a1d21; --cx-soft: #565d66; --cx-grid: #e1e4e8; --cx-axis: #7b838d;
  --cx-high: #1f6aad; --cx-middle: #6b727c; --cx-low: #b2431f; --cx-on-mark: #fff; --cx-band: #b3cfe9;
  --cx-h0: #b2431f; --cx-h1: #e59a7d; --cx-h2: #f6d9cd; --cx-h3: #f1f2f4; --cx-h4: #d3e3f2; --cx-h5: #8bb8e0;
  --cx-h6: #1f6aad;
  max-width: 100%; height: auto; font-family: system-ui, "DejaVu Sans", sans-serif; font-size: 12px;
}
@media screen and (prefers-color-scheme: dark) {
  .cx-chart {
    --cx-paper: #15181c; --cx-ink: #e8eaed; --cx-soft: #a8b0ba; --cx-grid: #2c3138; --cx-axis: #858e99;
    --cx-high: #6fb1ea; --cx-middle: #9aa2ac; --cx-low: #ee8a66; --cx-on-mark: #101215; --cx-band: #2c5277;
    --cx-h0: #ee8a66; --cx-h1: #9a4f35; --cx-h2: #55352a; --cx-h3: #2a2e34; --cx-h4: #263e55; --cx-h5: #2f659a;
    --cx-h6: #6fb1ea;
  }
}
.cx-chart text { fill: var(--cx-ink); }
.cx-chart .cx-title { font-size: 15px; font-weight: 600; }
.cx-chart .cx-muted { fill: var(--cx-soft); }
.cx-chart .cx-strong { font-weight: 600; }
.cx-chart .cx-on-mark { fill: var(--cx-on-mark); }
.cx-ink { fill: var(--cx-ink); }
.cx-parted { stroke: var(--cx-axis); }
.cx-paper { fill: var(--cx-paper); }
.cx-grid { stroke: var(--cx-grid); }
.cx-zero, .cx-axis { stroke: var(--cx-axis); }
.cx-total { stroke: var(--cx-ink); stroke-dasharray: 5 4; }
.cx-trend { fill: none; stroke: var(--cx-high); stroke-width: 2; }
.cx-line { fill: none; stroke-width: 2; }
.cx-line-0 { stroke: var(--cx-high); } .cx-line-1 { stroke: var(--cx-low); stroke-dasharray: 7 3; }
.cx-line-2 { stroke: var(--cx-middle); stroke-dasharray: 2 3; }
.cx-line-3 { stroke: var(--cx-ink); stroke-dasharray: 12 3 2 3; }
.cx-line-4 { stroke: var(--cx-high); stroke-dasharray: 3 3; } .cx-line-5 { stroke: var(--cx-low); }
.cx-band { fill: var(--cx-band); fill-opacity: 0.6; }
.cx-whisker { stroke: var(--cx-high); stroke-width: 1.5; }
.cx-dot { fill: var(--cx-high); stroke: var(--cx-high); stroke-width: 1.5; }
.cx-thin { fill: var(--cx-paper); stroke: var(--cx-high); stroke-width: 1.5; }
.cx-missing { stroke: var(--cx-low); stroke-width: 2; }
.cx-base { fill: var(--cx-middle); }
.cx-high { fill: var(--cx-high); }
.cx-middle { fill: var(--cx-middle); }
.cx-low { fill: var(--cx-low); }
.cx-high-outline { fill: var(--cx-paper); stroke: var(--cx-high); stroke-width: 2; }
.cx-low-outline { fill: var(--cx-paper); stroke: var(--cx-low); stroke-width: 2; }
.cx-h0 { fill: var(--cx-h0); } .cx-h1 { fill: var(--cx-h1); } .cx-h2 { fill: var(--cx-h2); }
.cx-h3 { fill: var(--cx-h3); } .cx-h4 { fill: var(--cx-h4); } .cx-h5 { fill: var(--cx-h5); }
.cx-h6 { fill: var(--cx-h6); }
.cx-empty-cell { fill: none; stroke: var(--cx-grid); }
)";
}

}  // namespace cxmetrics
