// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
//
// Writes the sample data beside this file: made up, but shaped like what a survey tool and a billing system
// export, with the dirt they export too. The same bytes on every machine: the random numbers are its own, and
// all arithmetic is on whole numbers.
//
//     make_sample_data FOLDER

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

// Steele, Lea and Flood (2014): SplitMix64.
class random {
 public:
  explicit random(std::uint64_t seed) : state_(seed) {}
  int below(int bound) {
    return static_cast<int>(((next() >> 32) * static_cast<std::uint64_t>(bound)) >> 32);
  }
  bool per_mille(int chance) { return below(1000) < chance; }
  std::string_view one_of(std::span<const std::string_view> choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
  }
  // An index, each as likely as its weight.
  int weighted(std::span<const int> weights) {
    int total = 0;
    for (const int weight : weights) total += weight;
    int left = below(total);
    int index = 0;
    while (left >= weights[static_cast<std::size_t>(index)]) {
      left -= weights[static_cast<std::size_t>(index++)];
    }
    return index;
  }

 private:
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

std::string text_of(sys_days day) {
  const year_month_day date{day};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\n") == text.npos) return std::string(text);
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + '"';
}

// ---- Answers

struct segment {
  std::string_view name;
  int happiness;  // of a thousand answers, how many are the better (if negative: the worse) of two draws
  std::string_view zone;
};
constexpr segment segments[] = {
    {"consumer", 120, "Z"}, {"small business", 300, "Z"}, {"enterprise", 420, "+07:00"}};
constexpr int segment_shares[] = {62, 28, 10};

struct question {
  std::string_view metric;
  std::string_view touchpoint;
  int lowest;
  std::array<int, 11> weights;  // of the scores from the lowest up
};
constexpr question questions[] = {
    {"nps", "relationship", 0, {25, 12, 15, 20, 24, 60, 64, 140, 220, 190, 230}},
    {"nps", "onboarding", 0, {15, 8, 10, 14, 20, 50, 60, 150, 240, 210, 223}},
    {"csat", "purchase", 1, {30, 45, 125, 420, 380}},
    {"csat", "delivery", 1, {70, 80, 150, 390, 310}},
    {"csat", "support", 1, {95, 105, 170, 350, 280}},
    {"ces", "support", 1, {70, 80, 105, 140, 205, 240, 160}},
    {"ces", "returns", 1, {90, 95, 115, 150, 210, 210, 130}},
};
constexpr int question_shares[] = {34, 12, 16, 10, 10, 10, 8};

constexpr std::string_view channels[] = {"email", "app", "web", "phone"};

constexpr std::string_view praise[] = {
    "Great service, as always.",
    "Easy, quick, friendly - what more could I ask for?",
    "\"It just works\" is what I tell everybody.",
    "Setup took five minutes.\nNo questions left.",
    "Très bien, merci !",
    "The new help centre is a real improvement.",
    "Fair price, good quality",
};
constexpr std::string_view shrug[] = {
    "It does what it should, no more.",
    "OK",
    "Fine, but the app could be faster.",
    "\"Good enough\"",
    "Delivery took a day longer than promised;\notherwise fine.",
    "Würde es wieder nehmen, wenn der Preis bleibt.",
};
constexpr std::string_view complaint[] = {
    "Waited 40 minutes, then the line dropped.",
    "I was told \"tomorrow\", three times.",
    "Had to explain everything twice, to two people.",
    "The parcel arrived damaged.\n\nNobody answered my mail.",
    "Too expensive since the last price change",
    "Cancelled, re-ordered, cancelled again: a mess.",
};

constexpr sys_days first_answer = 2023y / July / 1;
constexpr sys_days after_last_answer = 2025y / January / 1;

int happiness_on(const segment& segment, const question& question, sys_days day) {
  // A price change that businesses did not like, and a new help centre that made support easier.
  const bool prices_rose = day >= sys_days{2024y / February / 1} && day < sys_days{2024y / May / 1};
  const bool new_help_centre = day >= sys_days{2024y / June / 1};
  int happiness = segment.happiness;
  if (prices_rose && segment.name != "consumer") happiness -= 700;
  if (new_help_centre && question.touchpoint == "support") happiness += 350;
  return happiness;
}

std::string score_text(random& random, const question& question, int score) {
  const int dirt = random.below(1000);
  const std::string digits = std::to_string(score);
  if (dirt < 38) return "";
  if (dirt < 48) return digits + ".0";
  if (dirt < 54) return ' ' + digits + ' ';
  if (dirt < 57) return question.lowest == 0 ? "11" : "0";
  if (dirt < 59) return "eleven";
  if (dirt < 60) return digits + ".5";
  return digits;
}

std::string_view comment_on(random& random, const question& question, int score) {
  if (!random.per_mille(330)) return "";
  const int top = question.metric == "nps" ? 10 : question.metric == "csat" ? 5 : 7;
  if (10 * (score - question.lowest) >= 9 * (top - question.lowest)) {
    return random.one_of(praise);
  }
  if (10 * (score - question.lowest) >= 6 * (top - question.lowest)) return random.one_of(shrug);
  return random.one_of(complaint);
}

void write_responses(std::ostream& out) {
  random random(20240701);
  out << "respondent_id,answered_at,metric,score,segment,touchpoint,channel,comment\n";
  int respondent = 10000;
  for (sys_days day = first_answer; day < after_last_answer; day += days{1}) {
    const int months_passed = static_cast<int>((day - first_answer).count() / 30);
    const bool weekend = weekday{day} == Saturday || weekday{day} == Sunday;
    const int answers = (weekend ? 1 : 4) + random.below(weekend ? 4 : 7) + months_passed / 7;
    std::vector<int> seconds;
    for (int answer = 0; answer < answers; ++answer) seconds.push_back(random.below(24 * 3600));
    std::sort(seconds.begin(), seconds.end());
    for (const int second : seconds) {
      const segment& segment = segments[random.weighted(segment_shares)];
      const question& question = questions[random.weighted(question_shares)];
      int score = random.weighted(question.weights);
      const int happiness = happiness_on(segment, question, day);
      if (random.per_mille(std::abs(happiness))) {
        const int other = random.weighted(question.weights);
        score = happiness > 0 ? std::max(score, other) : std::min(score, other);
      }
      score += question.lowest;
      char time[32];
      std::snprintf(time, sizeof time, "T%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
      respondent += 1 + random.below(9);
      const std::string written = score_text(random, question, score);
      const std::string_view channel = random.one_of(channels);
      out << 'R' << respondent << ',' << text_of(day) << time << segment.zone << ',' << question.metric << ','
          << written << ',' << segment.name << ',' << question.touchpoint << ',' << channel << ','
          << csv_field(comment_on(random, question, score)) << '\n';
    }
  }
}

// ---- Customers

struct plan {
  std::string_view name;
  int leaving;  // of a thousand, how many leave in a month once they are used to it
};
constexpr plan plans[] = {{"basic", 38}, {"plus", 24}, {"pro", 12}};
constexpr int plan_shares[] = {55, 30, 15};

constexpr sys_days first_customer = 2022y / January / 1;
constexpr sys_days known_until = 2025y / January / 1;

struct subscription {
  int customer;
  std::string_view plan;
  sys_days since;
  sys_days until;  // known_until: not known to have left
};

// Everybody is most likely to leave in the first three months; few leave on the day they came.
sys_days day_of_leaving(random& random, const plan& plan, sys_days since) {
  if (random.per_mille(4)) return since;
  sys_days month = since;
  for (int stayed = 0; month < known_until; ++stayed, month += days{30}) {
    if (random.per_mille(stayed < 3 ? 2 * plan.leaving : plan.leaving)) {
      return std::min(month + days{1 + random.below(30)}, known_until);
    }
  }
  return known_until;
}

void write_customers(std::ostream& out) {
  random random(20250101);
  std::vector<subscription> subscriptions;
  int customer = 1000;
  for (sys_days day = first_customer; day < known_until; day += days{1}) {
    const int years_passed = static_cast<int>((day - first_customer).count() / 365);
    const int joining = random.below(3 + years_passed);
    for (int who = 0; who < joining; ++who) {
      ++customer;
      sys_days since = day;
      while (since < known_until) {
        const plan& plan = plans[random.weighted(plan_shares)];
        const sys_days until = day_of_leaving(random, plan, since);
        subscriptions.push_back({customer, plan.name, since, until});
        if (until == known_until || !random.per_mille(120)) break;
        since = until + days{20 + random.below(160)};  // came back
      }
    }
  }
  std::stable_sort(
      subscriptions.begin(), subscriptions.end(),
      [](const subscription& one, const subscription& other) { return one.since < other.since; });
  out << "customer_id,plan,since,until\n";
  for (const subscription& each : subscriptions) {
    out << 'C' << each.customer << ',' << each.plan << ',' << text_of(each.since) << ','
        << (each.until == known_until ? "" : text_of(each.until)) << '\n';
  }
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    std::cerr << "usage: make_sample_data FOLDER\n";
    return 2;
  }
  const std::string folder = arguments[1];
  std::ofstream responses(folder + "/responses.csv", std::ios::binary);
  write_responses(responses);
  std::ofstream customers(folder + "/customers.csv", std::ios::binary);
  write_customers(customers);
  if (!responses.flush() || !customers.flush()) {
    std::cerr << "cannot write into " << folder << '\n';
    return 1;
  }
}
