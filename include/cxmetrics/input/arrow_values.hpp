// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_ARROW_VALUES_HPP
#define CXMETRICS_INPUT_ARROW_VALUES_HPP

#include <cxmetrics/input/arrow_abi.hpp>
#include <cxmetrics/input/time_zone.hpp>
#include <cxmetrics/period.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace cxmetrics {

namespace detail {

// Releases a structure of a producer once, when it goes.
template <class Struct>
class arrow_owner {
 public:
  // Takes over, as the specification says: by a copy, and what was given counts as released.
  explicit arrow_owner(Struct& given) noexcept : held_(given) { given.release = nullptr; }
  arrow_owner(arrow_owner&& other) noexcept : arrow_owner(other.held_) {}
  arrow_owner& operator=(arrow_owner&& other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ~arrow_owner() {
    if (held_.release != nullptr) held_.release(&held_);
  }

  const Struct& operator*() const noexcept { return held_; }
  const Struct* operator->() const noexcept { return &held_; }
  Struct* get() noexcept { return &held_; }

 private:
  Struct held_;
};

// A range by operator[] and size().
template <class Rows>
class row_iterator {
 public:
  using iterator_concept = std::random_access_iterator_tag;
  using iterator_category = std::input_iterator_tag;  // values are made when asked for
  using difference_type = std::ptrdiff_t;
  using reference = decltype(std::declval<const Rows&>()[0]);
  using value_type = reference;
  using pointer = void;

  row_iterator() noexcept = default;
  row_iterator(const Rows* rows, std::size_t row) noexcept : rows_(rows), row_(row) {}

  reference operator*() const { return (*rows_)[row_]; }
  reference operator[](difference_type by) const { return *(*this + by); }
  row_iterator& operator++() noexcept { return *this += 1; }
  row_iterator operator++(int) noexcept {
    row_iterator before = *this;
    ++*this;
    return before;
  }
  row_iterator& operator--() noexcept { return *this -= 1; }
  row_iterator operator--(int) noexcept {
    row_iterator before = *this;
    --*this;
    return before;
  }
  row_iterator& operator+=(difference_type by) noexcept {
    row_ += static_cast<std::size_t>(by);
    return *this;
  }
  row_iterator& operator-=(difference_type by) noexcept { return *this += -by; }
  friend row_iterator operator+(row_iterator at, difference_type by) noexcept { return at += by; }
  friend row_iterator operator+(difference_type by, row_iterator at) noexcept { return at += by; }
  friend row_iterator operator-(row_iterator at, difference_type by) noexcept { return at -= by; }
  friend difference_type operator-(const row_iterator& a, const row_iterator& b) noexcept {
    return static_cast<difference_type>(a.row_ - b.row_);
  }
  friend bool operator==(const row_iterator& a, const row_iterator& b) noexcept { return a.row_ == b.row_; }
  friend auto operator<=>(const row_iterator& a, const row_iterator& b) noexcept { return a.row_ <=> b.row_; }

 private:
  const Rows* rows_ = nullptr;
  std::size_t row_ = 0;
};

using arrow_integer = std::int64_t (*)(const void* values, std::size_t at);

// Values of one type in memory, with their nulls.
struct arrow_vector {
  const ArrowArray* array = nullptr;
  const unsigned char* valid = nullptr;  // a bit for each value; null: all are there
  std::size_t first = 0;
  std::size_t size = 0;
  std::size_t bytes = 0;  // of a number
  bool is_signed = false;
  arrow_integer integer = nullptr;   // of whole numbers of this type
  std::int64_t units_of_second = 1;  // of timestamps
  bool is_instant = false;           // whether they have a time zone

  bool has(std::size_t row) const noexcept {
    const std::size_t at = first + row;
    return valid == nullptr || (valid[at / 8] >> at % 8 & 1) != 0;
  }
};

// Where the rows of a column lie: in place, or as codes of a dictionary.
struct arrow_place {
  arrow_vector rows;
  std::optional<arrow_vector> dictionary{};
  std::chrono::seconds ahead{0};  // how far the reader's clock is ahead of UTC
  std::optional<cxmetrics::time_zone> time_zone{};
  cxmetrics::granularity granularity = cxmetrics::granularity::day;
};

// A column read as values of a type. The memory stays the producer's.
template <class Value>
class arrow_values {
 public:
  using iterator = row_iterator<arrow_values>;

  std::size_t size() const noexcept { return place_.rows.size; }
  Value operator[](std::size_t row) const { return read_(place_, row); }
  iterator begin() const noexcept { return {this, 0}; }
  iterator end() const noexcept { return {this, size()}; }

 private:
  friend struct arrow_reading;
  using reader = Value (*)(const arrow_place&, std::size_t row);
  arrow_values(arrow_place place, reader read) : place_(std::move(place)), read_(read) {}

  arrow_place place_;
  reader read_;
};

}  // namespace detail
}  // namespace cxmetrics

#endif
