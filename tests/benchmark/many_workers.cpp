// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Simulates the answers of many days, counted by many workers and added up by one:
//
//     many_workers ANSWERS_A_DAY SEGMENTS DAYS WORKERS LATE_A_DAY
//
// Workers are simulated one after the other, so that each has a core to itself. Each counts its share of a day by segment and
// sends the bytes; one merges, keeps a state for each segment and day, and takes in answers that come late, or are corrected.
// The result is compared with that of one machine which has counted everything.
#include "columns.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/state_bytes.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::benchmarks::random_numbers;

namespace {

using by_segment = cx::breakdown<cx::tally, std::int32_t>;
using by_segment_and_day = cx::breakdown<cx::tally, std::int32_t, cx::day>;
constexpr cx::day first_day = 2024y / 1 / 1;
constexpr cx::tally_options counting{.missing = {11}};

struct answer_columns {
  std::vector<std::int8_t> scores;
  std::vector<std::int32_t> segments;
};

// The answers of a day that one worker is given; the same at every call.
answer_columns answers_of(std::uint64_t day, std::uint64_t worker, std::size_t answers,
                          std::uint64_t segments) {
  answer_columns result{cx::benchmarks::scores<std::int8_t>(answers, day * 1'000'003 + worker), {}};
  random_numbers random(day * 7'919 + worker);
  result.segments.resize(answers);
  for (std::int32_t& segment : result.segments) segment = static_cast<std::int32_t>(random.below(segments));
  return result;
}

// Time of the processor, which other programs do not lengthen.
class stopwatch {
 public:
  template <class Work>
  auto operator()(const Work& work) {
    const std::clock_t before = std::clock();
    auto result = work();
    ticks_ += std::clock() - before;
    return result;
  }
  double seconds() const { return static_cast<double>(ticks_) / CLOCKS_PER_SEC; }

 private:
  std::clock_t ticks_ = 0;
};

// What came late or was corrected: of a segment and day that have been counted, what they answered before, if anything.
struct late_answer {
  std::int32_t segment;
  cx::day on;
  std::int8_t score;
  bool corrects;
  std::int8_t before;
};

std::vector<late_answer> late_answers(std::size_t answers, const answer_columns& counted, cx::day on) {
  std::vector<late_answer> result;
  random_numbers random(20'240'101);
  for (std::size_t at = 0; at < answers; ++at) {
    // Every other one corrects an answer of which the old score is known; no answer is corrected twice.
    const std::size_t row = at % counted.scores.size();
    const bool corrects = at % 2 == 0 && at < counted.scores.size() && counted.scores[row] != 11;
    result.push_back({counted.segments[row], on, static_cast<std::int8_t>(random.below(11)), corrects,
                      counted.scores[row]});
  }
  return result;
}

void print(const char* what, double value, const char* unit) {
  std::printf("%-58s %14.6g %s\n", what, value, unit);
}

}  // namespace

int main(int count, char** arguments) {
  std::uint64_t number[5] = {1'000'000, 1'000, 7, 16, 10'000};
  for (int at = 1; at < std::min(count, 6); ++at) number[at - 1] = std::strtoull(arguments[at], nullptr, 10);
  const auto [answers, segments, days, workers, late] = number;
  if (count > 6 || answers == 0 || segments == 0 || days == 0 || workers == 0 || answers / workers == 0) {
    std::fputs("usage: many_workers ANSWERS_A_DAY SEGMENTS DAYS WORKERS LATE_A_DAY\n", stderr);
    return 2;
  }
  const std::size_t share = answers / workers;

  stopwatch counting_time, writing, reading, merging, storing, correcting, rolling_up, asking;
  std::size_t sent = 0, largest = 0;
  by_segment_and_day kept{cx::tally{cx::zero_to_ten}};
  std::vector<cx::tally_counters> one_machine(segments * days);  // which has no groups but places
  const auto place = [&](std::int32_t segment, std::uint64_t day) -> cx::tally_counters& {
    return one_machine[static_cast<std::size_t>(segment) * days + day];
  };
  for (std::uint64_t day = 0; day < days; ++day) {
    const cx::day on = first_day + std::chrono::days{day};
    by_segment today{cx::tally{cx::zero_to_ten}};
    answer_columns last;
    for (std::uint64_t worker = 0; worker < workers; ++worker) {
      last = answers_of(day, worker, share, segments);
      const by_segment part = counting_time(
          [&] { return cx::break_down(cx::zero_to_ten, last.scores, cx::by(last.segments), counting); });
      const std::vector<std::byte> bytes = writing([&] { return cx::bytes_of(part); });
      sent += bytes.size();
      largest = std::max(largest, bytes.size());
      const by_segment received = reading([&] { return cx::state_of_bytes<by_segment>(bytes); });
      merging([&] { return (today += received).size(); });
      for (std::size_t row = 0; row < share; ++row) {
        cx::tally_counters& cell = place(last.segments[row], day);
        ++(last.scores[row] == 11 ? cell.missing : cell.count[static_cast<std::size_t>(last.scores[row])]);
      }
    }
    storing([&] {
      for (const auto& [segment, tally] : today) kept[{segment, on}] += tally;
      return kept.size();
    });

    // The state of the old answer is taken out, and that of the new one added: the answers themselves are not needed.
    const auto corrections = late_answers(late, last, on);
    correcting([&] {
      for (const late_answer& each : corrections) {
        cx::tally& cell = kept[{each.segment, each.on}];
        cx::tally now{cx::zero_to_ten};
        now.record(each.score);
        if (each.corrects) {
          cx::tally before{cx::zero_to_ten};
          before.record(each.before);
          cell -= before;
        }
        cell += now;
      }
      return kept.size();
    });
    for (const late_answer& each : corrections) {
      cx::tally_counters& cell = place(each.segment, day);
      if (each.corrects) --cell.count[static_cast<std::size_t>(each.before)];
      ++cell.count[static_cast<std::size_t>(each.score)];
    }
  }
  const by_segment whole = rolling_up([&] { return kept.rollup<0>(); });
  const double value = asking([&] { return cx::nps(whole.total()).value; });
  bool same = true;
  std::uint64_t asked = 0;
  for (const auto& [key, tally] : kept) {
    const auto& [segment, on] = key;
    same = same && tally.counters() == place(segment, static_cast<std::uint64_t>((on - first_day).count()));
    asked += tally.asked();
  }
  std::uint64_t asked_by_one = 0;
  for (const cx::tally_counters& each : one_machine) asked_by_one += cx::tally{cx::zero_to_ten, each}.asked();
  same = same && asked == asked_by_one;

  const double all = static_cast<double>(share * workers * days);
  const double cells = static_cast<double>(segments * workers * days);
  const double stored = static_cast<double>(cx::bytes_of(kept).size());
  std::printf("%llu answers a day, %llu segments, %llu days, %llu workers, %llu late a day\n\n",
              static_cast<unsigned long long>(share * workers), static_cast<unsigned long long>(segments),
              static_cast<unsigned long long>(days), static_cast<unsigned long long>(workers),
              static_cast<unsigned long long>(late));
  print("counting, one core, an answer", counting_time.seconds() / all * 1e9, "ns");
  print("a tally as bytes", static_cast<double>(cx::bytes_of(cx::tally{cx::zero_to_ten}).size()), "bytes");
  print("what a worker sends a day, at most", static_cast<double>(largest), "bytes");
  print("what a worker sends a day, for each segment",
        static_cast<double>(largest) / static_cast<double>(segments), "bytes");
  print("what all send a day", static_cast<double>(sent) / static_cast<double>(days), "bytes");
  print("what all send, for each answer", static_cast<double>(sent) / all, "bytes");
  print("writing a state, for each segment", writing.seconds() / cells * 1e9, "ns");
  print("reading and checking it, for each segment", reading.seconds() / cells * 1e9, "ns");
  print("merging it, for each segment", merging.seconds() / cells * 1e9, "ns");
  print("reading and merging all that is sent a day",
        (reading.seconds() + merging.seconds()) / static_cast<double>(days), "s");
  print("states kept, one for each segment and day", static_cast<double>(kept.size()), "states");
  print("what is kept, for each state", stored / static_cast<double>(kept.size()), "bytes");
  print("keeping a day, for each segment", storing.seconds() / static_cast<double>(segments * days) * 1e9,
        "ns");
  print("a late or corrected answer",
        late == 0 ? 0 : correcting.seconds() / static_cast<double>(late * days) * 1e9, "ns");
  print("rolling up all days, for each state", rolling_up.seconds() / static_cast<double>(kept.size()) * 1e9,
        "ns");
  print("rolling up all days", rolling_up.seconds(), "s");
  print("NPS of everything", value, "");
  std::printf("%s\n", same ? "the same counts as one machine's" : "NOT the counts of one machine");
  return same ? 0 : 1;
}
