// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/plain_text.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/money.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

namespace cxmetrics {
namespace {

constexpr const char* no_amount = "not an amount of money";
constexpr const char* too_many_decimals = "more decimals than the currency has";
constexpr const char* other_currency = "in another currency than the one named";
constexpr const char* too_large = "more than 64 bits hold";

struct sign {
  std::string_view text;
  std::string_view currency;
};
// Where several currencies share a sign, the most used one; any of them may be the one named.
constexpr sign signs[] = {{"€", "EUR"},   {"$", "USD"},  {"US$", "USD"}, {"C$", "CAD"}, {"CA$", "CAD"},
                          {"A$", "AUD"},  {"£", "GBP"},  {"¥", "JPY"},   {"₹", "INR"},  {"₩", "KRW"},
                          {"₽", "RUB"}, {"₺", "TRY"},  {"zł", "PLN"},  {"R$", "BRL"}, {"kr", "SEK"},
                          {"kr.", "DKK"}, {"Kč", "CZK"}, {"Fr.", "CHF"}};

bool shares_sign(std::string_view sign, std::string_view currency) {
  const auto one_of = [&](std::initializer_list<std::string_view> codes) {
    return std::find(codes.begin(), codes.end(), currency) != codes.end();
  };
  if (sign == "$")
    return one_of({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP"});
  if (sign == "¥") return one_of({"JPY", "CNY"});
  return (sign == "kr" || sign == "kr.") && one_of({"SEK", "NOK", "DKK", "ISK"});
}

constexpr bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_code(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), is_capital);
}

// The codes themselves, so that views of them live for ever.
std::string_view stored_code(std::string_view code) {
  static constexpr std::string_view codes[] = {
      "AED", "ARS", "AUD", "BGN", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK",
      "DKK", "EGP", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "IQD", "ISK", "JOD",
      "JPY", "KES", "KRW", "KWD", "KZT", "LYD", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD",
      "OMR", "PEN", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD",
      "THB", "TND", "TRY", "TWD", "UAH", "UGX", "USD", "UYU", "VND", "XAF", "XOF", "ZAR"};
  const auto* const found = std::find(std::begin(codes), std::end(codes), code);
  return found == std::end(codes) ? std::string_view{} : *found;
}

// The digits of an amount, and where its decimals begin.
struct digits {
  std::string text;
  std::size_t decimals = 0;
  money_form form = money_form::none;
};

bool groups_fit(std::string_view whole) {
  std::size_t in_group = 0;
  bool first = true;
  for (std::size_t at = 0; at <= whole.size(); ++at) {
    if (at < whole.size() && detail::is_digit(whole[at])) {
      ++in_group;
      continue;
    }
    if (first ? in_group < 1 || in_group > 3 : in_group != 3) return false;
    first = false;
    in_group = 0;
  }
  return true;
}

digits digits_of(std::string_view text) {
  const std::size_t points = static_cast<std::size_t>(std::count(text.begin(), text.end(), '.'));
  const std::size_t commas = static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
  const bool spaced = text.find_first_of(" '") != std::string_view::npos;
  std::size_t whole = text.size();  // where the decimals' sign stands
  money_form form = money_form::plain;
  if (points > 0 && commas > 0) {
    whole = std::max(text.rfind('.'), text.rfind(','));
    form = text[whole] == '.' ? money_form::decimal_point : money_form::decimal_comma;
    if ((text[whole] == '.' ? points : commas) > 1) return {};
  } else if (points + commas > 1) {
    if (spaced) return {};
    form = points > 0 ? money_form::decimal_comma : money_form::decimal_point;  // they separate thousands
  } else if (points + commas == 1) {
    const std::size_t at = text.find(points > 0 ? '.' : ',');
    const bool open = text.size() - at == 4 && at >= 1 && at <= 3 && text[0] != '0' && !spaced;
    if (open) {
      form = points > 0 ? money_form::open_point : money_form::open_comma;
    } else {
      whole = at;
      form = points > 0 ? money_form::decimal_point : money_form::decimal_comma;
    }
  }
  const std::string_view before = text.substr(0, whole);
  const std::string_view after = whole < text.size() ? text.substr(whole + 1) : std::string_view{};
  if (before.find_first_not_of("0123456789") != std::string_view::npos && !groups_fit(before)) return {};
  if (after.find_first_not_of("0123456789") != std::string_view::npos || (before.empty() && after.empty()))
    return {};
  digits result{{}, after.size(), form};
  for (const char c : text) {
    if (detail::is_digit(c)) result.text += c;
  }
  return result;
}

// In units of 10^-minor; nothing where it does not fit, -1 where decimals are left over.
std::optional<std::int64_t> minor_units(digits of, int minor) {
  const auto kept = static_cast<std::size_t>(minor);
  while (of.decimals > kept) {
    if (of.text.back() != '0') return -1;
    of.text.pop_back();
    --of.decimals;
  }
  of.text.append(kept - of.decimals, '0');
  std::int64_t value = 0;
  for (const char c : of.text) {
    const std::int64_t digit = c - '0';
    if (value > (std::numeric_limits<std::int64_t>::max() - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

// Cuts what stands before and after the digits off an amount; false if that is no currency.
bool cut_currency(std::string_view& text, std::string_view named, written_money& into) {
  const auto begins = [](char c) { return detail::is_digit(c); };
  const auto first = std::find_if(text.begin(), text.end(), begins);
  if (first == text.end()) return false;
  auto begin = static_cast<std::size_t>(first - text.begin());
  const auto is_letter = [](char c) { return ('a' <= (c | 0x20) && (c | 0x20) <= 'z') || (c & 0x80) != 0; };
  if (begin > 0 && text[begin - 1] == '.' && (begin == 1 || !is_letter(text[begin - 2]))) --begin;
  std::size_t end = text.find_last_of("0123456789") + 1;
  for (const std::string_view part : {text.substr(0, begin), text.substr(end)}) {
    const std::string_view sign = detail::trimmed(part);
    if (sign.empty()) continue;
    if (!into.currency.empty()) return false;
    if (is_code(sign)) into.currency = sign == named ? named : stored_code(sign);
    for (const auto& known : signs) {
      if (known.text == sign) into.currency = shares_sign(sign, named) ? named : known.currency;
    }
    if (into.currency.empty()) return false;
  }
  text = text.substr(begin, end - begin);
  return true;
}

}  // namespace

int minor_digits_of(std::string_view currency) noexcept {
  for (const std::string_view none : {"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"}) {
    if (currency == none) return 0;
  }
  for (const std::string_view three : {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}) {
    if (currency == three) return 3;
  }
  return 2;
}

money_reader::money_reader(std::string currency) : currency_(std::move(currency)) {
  for (char& c : currency_) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  if (!currency_.empty() && !is_code(currency_)) {
    detail::throw_invalid_argument("'{}' is no currency: it has three letters, such as EUR",
                                   {std::string_view(currency_)});
  }
  minor_digits_ = minor_digits_of(currency_);
}

written_money money_reader::read(std::string_view text) const {
  std::string plain;
  if (!std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    plain = detail::plain_text(text);
    text = plain;
  }
  text = detail::trimmed(text);
  written_money result;
  const auto rejected = [&](const char* why) {
    result.form = money_form::none;
    result.reason = why;
    return result;
  };
  bool negative = false;
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    negative = true;
    text = detail::trimmed(text.substr(1, text.size() - 2));
  }
  std::string without_minus;
  if (const std::size_t minus = text.find('-'); minus != std::string_view::npos && !negative) {
    negative = true;
    without_minus = std::string(text);
    without_minus.erase(minus, 1);
    text = detail::trimmed(without_minus);
  }
  if (!cut_currency(text, currency_, result)) return rejected(no_amount);
  if (!currency_.empty() && !result.currency.empty() && result.currency != currency_)
    return rejected(other_currency);
  const digits found = digits_of(text);
  if (found.form == money_form::none) return rejected(no_amount);
  const auto amount = minor_units(found, minor_digits_);
  if (!amount) return rejected(too_large);
  if (*amount < 0) return rejected(too_many_decimals);
  result.form = found.form;
  result.amount = negative ? -*amount : *amount;
  return result;
}

void money_forms::add(const written_money& written) {
  decimal_point_ = decimal_point_ || written.form == money_form::decimal_point;
  decimal_comma_ = decimal_comma_ || written.form == money_form::decimal_comma;
  if (written.form == money_form::none || written.currency.empty()) return;
  if (first_.empty() || written.currency < first_) first_ = written.currency;
  if (written.currency > last_) last_ = written.currency;
}

money_forms& money_forms::operator+=(const money_forms& other) {
  decimal_point_ = decimal_point_ || other.decimal_point_;
  decimal_comma_ = decimal_comma_ || other.decimal_comma_;
  if (first_.empty() || (!other.first_.empty() && other.first_ < first_)) first_ = other.first_;
  last_ = std::max(last_, other.last_);
  return *this;
}

const char* money_forms::fault(const written_money& written) const noexcept {
  switch (written.form) {
    case money_form::none:
      return written.reason != nullptr ? written.reason : no_amount;
    case money_form::plain:
      return nullptr;
    case money_form::open_point:
      if (decimal_comma_ && !decimal_point_) return nullptr;
      return decimal_point_ ? too_many_decimals : "a thousand or one: write it as 1234 or 1234.00";
    case money_form::open_comma:
      return decimal_comma_ ? too_many_decimals : nullptr;
    case money_form::decimal_point:
    case money_form::decimal_comma:
      break;
  }
  return decimal_point_ && decimal_comma_ ? "decimal points and decimal commas in one column" : nullptr;
}

std::string money_forms::currency() const {
  if (first_ != last_) {
    detail::throw_invalid_argument("amounts in {} and in {}: in several currencies they have no sum",
                                   {std::string_view(first_), std::string_view(last_)});
  }
  return first_;
}

std::string money_forms::currency(const money_reader& reader) const {
  if (!reader.currency().empty()) return reader.currency();
  std::string found = currency();
  if (minor_digits_of(found) != reader.minor_digits()) {
    detail::throw_invalid_argument("amounts in {}, which has no two decimals: name the currency",
                                   {std::string_view(found)});
  }
  return found;
}

}  // namespace cxmetrics
