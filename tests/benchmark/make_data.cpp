// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Writes the survey answers that the benchmarks read: make_data ROWS [ENCODING] > FILE, about 82 characters a row. The
// encoding is utf-8, utf-16 or windows-1252; in the last, each y is a ÿ, one byte. The same
// bytes on every machine: 20 segments, 8 touchpoints, 24 months, three metrics; one row in eight has a
// comment, and most comments hold commas, doubled quotes or line breaks.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace {

std::mt19937_64 random_bits{20240305};

// The distributions of <random> differ between standard libraries; this does not.
std::uint64_t below(std::uint64_t bound) {
  return (random_bits() >> 11) % bound;
}

constexpr const char* segments[] = {"retail",    "wholesale", "small business", "enterprise", "public sector",
                                    "education", "health",    "hospitality",    "logistics",  "energy",
                                    "insurance", "banking",   "telecom",        "media",      "automotive",
                                    "aerospace", "food",      "fashion",        "non-profit", "private"};
constexpr const char* touchpoints[] = {"checkout", "delivery", "support call", "chat",
                                       "store",    "app",      "onboarding",   "renewal"};
constexpr const char* channels[] = {"email", "sms", "web", "in-app"};
constexpr const char* comments[] = {
    "Quick and friendly, thank you",
    "Waited two weeks, nobody called back, and then it was the wrong size",
    "The agent said \"\"one moment\"\" and hung up",
    "First line\nsecond line, with a comma\nand a third that says \"\"fine\"\"",
    "Good price\r\nslow delivery",
    "No \"\"thank you\"\", no follow-up; still, it works"};

void append_number(std::string& text, std::uint64_t number, int digits) {
  char reversed[20];
  int size = 0;
  for (; number > 0 || size < digits; number /= 10) reversed[size++] = static_cast<char>('0' + number % 10);
  while (size > 0) text += reversed[--size];
}

void append_time(std::string& text) {
  using namespace std::chrono;
  const year_month_day date{sys_days{2023y / 1 / 1} + days{below(730)}};
  append_number(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  text += '-';
  append_number(text, static_cast<unsigned>(date.month()), 2);
  text += '-';
  append_number(text, static_cast<unsigned>(date.day()), 2);
  text += 'T';
  append_number(text, below(24), 2);
  text += ':';
  append_number(text, below(60), 2);
  text += ':';
  append_number(text, below(60), 2);
  text += 'Z';
}

void append_metric_and_score(std::string& text) {
  const std::uint64_t kind = below(100);
  text += kind < 55 ? "nps," : kind < 85 ? "csat," : "ces,";
  if (below(50) == 0) return;  // asked, did not answer
  // People like high scores: the better of two draws.
  const std::uint64_t points = kind < 55 ? 11 : kind < 85 ? 5 : 7;
  const std::uint64_t one = below(points);
  const std::uint64_t other = below(points);
  append_number(text, (one > other ? one : other) + (kind < 55 ? 0 : 1), 1);
}

void append_row(std::string& text, std::uint64_t number) {
  append_number(text, 10'000'000 + number, 8);
  text += ',';
  append_time(text);
  text += ',';
  append_metric_and_score(text);
  text += ',';
  text += segments[below(20)];
  text += ',';
  text += touchpoints[below(8)];
  text += ',';
  text += channels[below(4)];
  text += ',';
  if (below(8) == 0) {
    text += '"';
    text += comments[below(6)];
    text += '"';
  } else if (below(2) == 0) {
    text += "everything was just as it should be";
  }
  text += '\n';
}

// What was ASCII.
std::string encoded(const std::string& text, const std::string& encoding) {
  if (encoding == "utf-8") return text;
  std::string result;
  for (const char c : text) {
    if (encoding == "utf-16") {
      result += c;
      result += '\0';
    } else {
      result += c == 'y' ? '\xFF' : c;
    }
  }
  return result;
}

}  // namespace

int main(int count, char** arguments) {
  const std::uint64_t rows = count == 2 || count == 3 ? std::strtoull(arguments[1], nullptr, 10) : 0;
  const std::string encoding = count == 3 ? arguments[2] : "utf-8";
  if (rows == 0 || (encoding != "utf-8" && encoding != "utf-16" && encoding != "windows-1252")) {
    std::fputs("usage: make_data ROWS [utf-8|utf-16|windows-1252] > FILE\n", stderr);
    return 2;
  }
  std::string text = "respondent_id,answered_at,metric,score,segment,touchpoint,channel,comment\n";
  for (std::uint64_t row = 0; row < rows; ++row) {
    append_row(text, row);
    if (text.size() > (std::size_t{1} << 20) || row + 1 == rows) {
      text = encoded(text, encoding);
      if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) return 3;
      text.clear();
    }
  }
  return std::fflush(stdout) == 0 ? 0 : 3;
}
