// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "tables.hpp"
#include "whole_tables.hpp"

#include <cxmetrics/survey/design.hpp>

#include <fmt/format.h>

#include <utility>

namespace cxmetrics::tests {

std::string coverage_of_weights() {
  constexpr int samples = 2000;
  constexpr std::array sizes{20, 50, 100, 200};
  markdown_table table({"weights, population", "n = 20", "n = 50", "n = 100", "n = 200"});
  for (const auto& [name, weighing] : {std::pair{"design effect 1.3", weighing::uneven},
                                       std::pair{"design effect 9.5", weighing::very_uneven}}) {
    for (const noise& noise : noises()) {
      double truth = 0;
      for (std::size_t i = 0; i < noise.worths.size(); ++i) truth += noise.worths[i] * noise.shares[i];
      const scale scale{0, static_cast<int>(noise.worths.size()) - 1};
      const metric metric(scale, [&](int score) { return noise.worths[static_cast<std::size_t>(score)]; });
      std::vector<std::string> row{fmt::format("{}, {}", name, noise.name)};
      for (const int n : sizes) {
        draws random(41);
        int held = 0;
        for (int sample = 0; sample < samples; ++sample) {
          weighted_tally answers{scale};
          for (int i = 0; i < n; ++i) {
            const auto score = static_cast<int>(random.place_in(noise.shares));
            answers.record(score, sampling_weight{drawn_weight(random, weighing)});
          }
          held += metric(answers).ci.contains(truth);
        }
        row.push_back(fmt::format("{:.3f}", static_cast<double>(held) / samples));
      }
      table.add(row);
    }
  }
  return table.text();
}

}  // namespace cxmetrics::tests
