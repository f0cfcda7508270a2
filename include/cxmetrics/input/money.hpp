// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_MONEY_HPP
#define CXMETRICS_INPUT_MONEY_HPP

#include <cxmetrics/export.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cxmetrics {

/// How an amount is written.
enum class money_form : std::uint8_t {
  none,           ///< no amount
  plain,          ///< `1234`, `1 234`, `1'234`: no sign says where decimals begin
  decimal_point,  ///< `1234.5`, `1,234.56`, `1,234,567`
  decimal_comma,  ///< `1234,5`, `1.234,56`, `1.234.567`
  open_point,     ///< `1.234`, which is one thousand or one
  open_comma      ///< `1,234`
};

/// What a text says where an amount of money is expected.
struct written_money {
  money_form form = money_form::none;
  std::int64_t amount = 0;       ///< in minor units; of an open form, if the sign separates thousands
  std::string_view currency{};   ///< the code of the currency that the text names, such as "EUR"; empty: none
  const char* reason = nullptr;  ///< why it is no amount; text that lives for ever
  friend bool operator==(const written_money&, const written_money&) = default;
};

/// How many decimals a currency has: 2, or 0 of "JPY" and others, or 3 of "KWD" and others.
CXMETRICS_EXPORT int minor_digits_of(std::string_view currency) noexcept;

/// Reads amounts of money from text: `1234.5`, `1,234.56`, `€ 1.234,56`, `1 234,56 EUR`, `$99`, `-5`, `(5.00)`. An
/// amount with more decimals than the currency has is rejected, and so is one in another currency than the one named.
class money_reader {
 public:
  /// The code of the currency, such as "EUR"; empty: whichever the texts name, of two decimals. Throws
  /// `std::invalid_argument` for anything but three letters.
  CXMETRICS_EXPORT explicit money_reader(std::string currency = {});

  CXMETRICS_EXPORT written_money read(std::string_view text) const;

  const std::string& currency() const noexcept { return currency_; }
  int minor_digits() const noexcept { return minor_digits_; }

 private:
  std::string currency_;
  int minor_digits_;
};

/// Which forms and currencies were met in a column. It grows only, so parts add up in any order.
class money_forms {
 public:
  CXMETRICS_EXPORT void add(const written_money& written);
  CXMETRICS_EXPORT money_forms& operator+=(const money_forms& other);
  friend bool operator==(const money_forms&, const money_forms&) = default;

  /// Why an amount cannot be read beside the others, or nothing where it can; text that lives for ever. Both decimal
  /// points and decimal commas contradict each other. `1.234` is a thousand only where another amount shows decimal
  /// commas; `1,234` is one unless another does.
  CXMETRICS_EXPORT const char* fault(const written_money& written) const noexcept;

  /// The currency that texts name; empty where none does. Throws `std::invalid_argument` that names two, where more
  /// than one is named: amounts in several currencies have no sum.
  CXMETRICS_EXPORT std::string currency() const;
  /// The one named for the reader of the amounts, or the one that texts name. Throws also where that has other decimals
  /// than two.
  CXMETRICS_EXPORT std::string currency(const money_reader& reader) const;

 private:
  bool decimal_point_ = false;
  bool decimal_comma_ = false;
  std::string first_{};  // of the currencies, in the order of the alphabet
  std::string last_{};
};

}  // namespace cxmetrics

#endif
