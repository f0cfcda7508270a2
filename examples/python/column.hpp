// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_EXAMPLES_PYTHON_COLUMN_HPP
#define CXMETRICS_EXAMPLES_PYTHON_COLUMN_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <pybind11/numpy.h>
#include <ranges>
#include <span>
#include <string>
#include <utility>

namespace cxmetrics::python {

namespace py = pybind11;

// A column of NumPy or pandas, read where it lies: every value so many bytes behind the last one.
class column {
  // How values are read, which the compiler has to know first.
  template <class Number>
  static Number read_as(const char* at) {
    Number value;
    std::memcpy(&value, at, sizeof value);  // a field of a record need not be aligned
    return value;
  }

  template <class Number, class Call>
  auto visit(const Call& call) const {
    const bool is_aligned = reinterpret_cast<std::uintptr_t>(first_) % alignof(Number) == 0;
    if (is_aligned && (stride_ == sizeof(Number) || size_ < 2)) {
      return call(std::span<const Number>(reinterpret_cast<const Number*>(first_), size_));
    }
    return call(std::views::iota(std::size_t{0}, size_) |
                std::views::transform([first = first_, stride = stride_](std::size_t row) {
                  return read_as<Number>(first + static_cast<std::ptrdiff_t>(row) * stride);
                }));
  }

 public:
  // Throws TypeError for what is no column, naming what it is and what would do.
  column(const py::object& given, const std::string& name) : array_(array_of(given, name)), name_(name) {
    if (array_.ndim() != 1)
      throw py::type_error(name + " are a column, not an array of " + std::to_string(array_.ndim()) +
                           " dimensions");
    if (!array_.dtype().attr("isnative").cast<bool>())
      throw py::type_error(name + " lie in the byte order of another machine");
    first_ = static_cast<const char*>(array_.data());
    size_ = static_cast<std::size_t>(array_.size());
    stride_ = array_.strides(0);
  }

  const std::string& name() const { return name_; }
  std::size_t size() const { return size_; }
  std::string type() const { return py::str(array_.dtype()); }

  // Calls with the values as a range, whatever type of whole numbers they have.
  template <class Call>
  auto visit_whole(const Call& call) const {
    const char kind = array_.dtype().kind();
    const auto bytes = array_.itemsize();
    if (kind == 'i') {
      if (bytes == 1) return visit<std::int8_t>(call);
      if (bytes == 2) return visit<std::int16_t>(call);
      if (bytes == 4) return visit<std::int32_t>(call);
      return visit<std::int64_t>(call);
    }
    if (kind == 'u') {
      if (bytes == 1) return visit<std::uint8_t>(call);
      if (bytes == 2) return visit<std::uint16_t>(call);
      if (bytes == 4) return visit<std::uint32_t>(call);
      return visit<std::uint64_t>(call);
    }
    throw py::type_error(name_ + " are whole numbers, int8 to uint64, not " + type() + gap_advice(kind));
  }

  // Reads a value by its row, as a number of 64 bits; one that is greater is the greatest of these.
  auto whole_reader() const {
    using reader = std::int64_t (*)(const char*);
    const reader read = visit_whole([](const auto& values) -> reader {
      return [](const char* at) {
        const auto value = read_as<std::ranges::range_value_t<decltype(values)>>(at);
        return std::in_range<std::int64_t>(value) ? static_cast<std::int64_t>(value)
                                                  : std::numeric_limits<std::int64_t>::max();
      };
    });
    return [read, first = first_, stride = stride_](std::size_t row) {
      return read(first + static_cast<std::ptrdiff_t>(row) * stride);
    };
  }

  // The same of weights, which may be fractions.
  auto weight_reader() const {
    using reader = double (*)(const char*);
    reader read = nullptr;
    if (array_.dtype().kind() == 'f' && array_.itemsize() == 8)
      read = [](const char* at) { return read_as<double>(at); };
    if (array_.dtype().kind() == 'f' && array_.itemsize() == 4)
      read = [](const char* at) { return double{read_as<float>(at)}; };
    if (read == nullptr) throw py::type_error(name_ + " are float64 or float32, not " + type());
    return [read, first = first_, stride = stride_](std::size_t row) {
      return read(first + static_cast<std::ptrdiff_t>(row) * stride);
    };
  }

 private:
  static py::array array_of(py::object given, const std::string& name) {
    // A series of pandas shows its memory if it is kept as NumPy keeps it.
    if (!py::isinstance<py::array>(given) && py::hasattr(given, "to_numpy") && py::hasattr(given, "dtype")) {
      if (!py::isinstance<py::dtype>(given.attr("dtype"))) {
        throw py::type_error(name + " of pandas' type " + std::string(py::str(given.attr("dtype"))) +
                             " have no column of NumPy" + gap_advice('f'));
      }
      given = given.attr("to_numpy")();
    }
    if (py::isinstance<py::array>(given)) return given.cast<py::array>();
    throw py::type_error(name + " are a column of NumPy or pandas, not " +
                         std::string(py::str(py::type::of(given))));
  }

  static std::string gap_advice(char kind) {
    return kind == 'f' || kind == 'O'
               ? "; a column with gaps is read by .fillna(-1).astype('int8') and missing=[-1]"
               : "";
  }

  py::array array_;
  std::string name_;
  const char* first_ = nullptr;
  std::size_t size_ = 0;
  std::ptrdiff_t stride_ = 0;
};

}  // namespace cxmetrics::python

#endif
