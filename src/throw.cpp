// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/contract_error.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <charconv>
#include <stdexcept>
#include <string>

namespace cxmetrics {

contract_error::~contract_error() = default;

namespace detail {

template <class Error>
class broken_contract final : public Error, public contract_error {
 public:
  explicit broken_contract(const std::string& message) : Error(message) {}
  const char* what() const noexcept override { return Error::what(); }
};

class message {
 public:
  message(std::string_view pattern, std::initializer_list<quoted> values) {
    auto value = values.begin();
    for (std::size_t at = 0; at < pattern.size(); ++at) {
      if (pattern.substr(at, 2) == "{}" && value != values.end()) {
        append(*value++);
        ++at;
      } else {
        text_ += pattern[at];
      }
    }
  }
  const std::string& text() const { return text_; }

 private:
  void append(const quoted& value) {
    switch (value.kind_) {
      case quoted::kind::integer:
        text_ += std::to_string(value.integer_);
        break;
      case quoted::kind::natural:
        text_ += std::to_string(static_cast<unsigned long long>(value.integer_));
        break;
      case quoted::kind::text:
        text_ += value.text_;
        break;
      case quoted::kind::real: {
        char digits[32];
        text_.append(digits, std::to_chars(digits, digits + sizeof digits, value.real_).ptr);
      }
    }
  }
  std::string text_;
};

void throw_invalid_argument(std::string_view pattern, std::initializer_list<quoted> values) {
  throw broken_contract<std::invalid_argument>(message(pattern, values).text());
}

void throw_out_of_range(std::string_view pattern, std::initializer_list<quoted> values) {
  throw broken_contract<std::out_of_range>(message(pattern, values).text());
}

}  // namespace detail
}  // namespace cxmetrics
