// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/money.hpp>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

namespace tests_of_money {
namespace cx = cxmetrics;
using cx::tests::contains;
using form = cx::money_form;

namespace {

void check_amount(const std::string& text, std::int64_t minor_units, form expected,
                  const std::string& currency = "") {
  INFO(text);
  const cx::written_money found = cx::money_reader().read(text);
  CHECK(found.form == expected);
  CHECK(found.amount == minor_units);
  CHECK(found.currency == currency);
}

void check_rejected(const std::string& text, const std::string& why, const std::string& currency = "EUR") {
  INFO(text);
  const cx::written_money found = cx::money_reader(currency).read(text);
  CHECK(found.form == form::none);
  REQUIRE(found.reason != nullptr);
  CHECK_THAT(found.reason, contains(why));
}

}  // namespace

TEST_CASE("amounts are read as people write them", "[money]") {
  check_amount("0", 0, form::plain);
  check_amount(" 1234 ", 123400, form::plain);
  check_amount("1234.5", 123450, form::decimal_point);
  check_amount("1,234.56", 123456, form::decimal_point);
  check_amount("1,234,567", 123456700, form::decimal_point);
  check_amount("1.234,56", 123456, form::decimal_comma);
  check_amount("1.234.567,80", 123456780, form::decimal_comma);
  check_amount("€ 1.234,56", 123456, form::decimal_comma, "EUR");
  check_amount("1 234,56 €", 123456, form::decimal_comma, "EUR");
  check_amount(
      "1\xC2\xA0"
      "234,56\xC2\xA0"
      "EUR",
      123456, form::decimal_comma, "EUR");
  check_amount("CHF 1'234.50", 123450, form::decimal_point, "CHF");
  check_amount("$99", 9900, form::plain, "USD");
  check_amount("USD 99.00", 9900, form::decimal_point, "USD");
  check_amount("$.50", 50, form::decimal_point, "USD");
  check_amount("12.5000", 1250, form::decimal_point);
  check_amount("-5", -500, form::plain);
  check_amount("-$5.00", -500, form::decimal_point, "USD");
  check_amount("(5.00)", -500, form::decimal_point);
  check_amount("1,234", 123400, form::open_comma);
  check_amount("1.234", 123400, form::open_point);
}

TEST_CASE("what is no whole amount of the currency is rejected with the reason", "[money]") {
  check_rejected("", "not an amount");
  check_rejected("free", "not an amount");
  check_rejected("5 apples", "not an amount");
  check_rejected("1,23,456.00", "not an amount");
  check_rejected("1.2.3", "not an amount");
  check_rejected("1,234.56,78", "not an amount");
  check_rejected("5..", "not an amount");
  check_rejected("0.125", "more decimals");
  check_rejected("1234.567", "more decimals");
  check_rejected("99.5", "more decimals", "JPY");
  check_rejected("$ 99", "another currency");
  check_rejected("99 USD", "another currency");
  check_rejected("92233720368547758.08", "64 bits");
  CHECK(cx::money_reader("EUR").read("92233720368547758.07").amount ==
        std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("a currency has its decimals, and shares its sign with others", "[money]") {
  CHECK(cx::minor_digits_of("EUR") == 2);
  CHECK(cx::money_reader("jpy").read("¥ 1,200").amount == 1200);
  CHECK(cx::money_reader("KWD").read("1.5").amount == 1500);
  CHECK(cx::money_reader("CAD").read("$ 5").currency == "CAD");
  CHECK(cx::money_reader("NOK").read("5 kr").currency == "NOK");
  CHECK_THROWS_WITH(cx::money_reader("euro"), contains("three letters"));
}

TEST_CASE("the other amounts of a column say what a sign before three digits means", "[money]") {
  const cx::money_reader reader;
  const auto forms_of = [&](std::initializer_list<const char*> texts) {
    cx::money_forms forms;
    for (const char* text : texts) forms.add(reader.read(text));
    return forms;
  };
  const cx::written_money point = reader.read("1.234");
  const cx::written_money comma = reader.read("1,234");
  CHECK(forms_of({"1.234,50"}).fault(point) == nullptr);
  CHECK_THAT(forms_of({"12.50"}).fault(point), contains("more decimals"));
  CHECK_THAT(forms_of({"12"}).fault(point), contains("a thousand or one"));
  CHECK(forms_of({"12.50"}).fault(comma) == nullptr);
  CHECK(forms_of({}).fault(comma) == nullptr);
  CHECK_THAT(forms_of({"12,5"}).fault(comma), contains("more decimals"));
  const cx::money_forms both = forms_of({"12.50", "12,50"});
  CHECK_THAT(both.fault(reader.read("12.50")), contains("decimal points and decimal commas"));
  CHECK(both.fault(reader.read("12")) == nullptr);
  cx::money_forms sum = forms_of({"12.50", "€ 1"});
  sum += forms_of({"12,50"});
  cx::money_forms other = forms_of({"12,50"});
  other += forms_of({"€ 1", "12.50"});
  CHECK(sum == other);
}

TEST_CASE("amounts in several currencies have no sum", "[money]") {
  const cx::money_reader reader;
  cx::money_forms forms;
  CHECK(forms.currency().empty());
  forms.add(reader.read("€ 5"));
  forms.add(reader.read("7"));
  CHECK(forms.currency() == "EUR");
  forms.add(reader.read("$ 5"));
  CHECK_THROWS_WITH(forms.currency(), contains("EUR") && contains("USD"));
}

}  // namespace tests_of_money
