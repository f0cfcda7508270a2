// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_ARROW_PRODUCER_HPP
#define CXMETRICS_TESTS_SUPPORT_ARROW_PRODUCER_HPP

#include <cxmetrics/input/arrow_abi.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics::tests {

// How often structures of a kind were handed out, and released; those in others do not count.
struct arrow_counts {
  int made = 0;
  int released = 0;
  bool even() const { return made == released; }
};
inline arrow_counts arrow_schemas, arrow_arrays, arrow_streams;

// An array made by hand: what the specification says of it, member by member.
struct arrow_node {
  std::string format;
  std::string name{};
  std::int64_t length = 0;
  std::int64_t null_count = 0;
  std::int64_t offset = 0;
  std::vector<std::optional<std::vector<unsigned char>>> buffers{};  // nothing: a null pointer
  std::vector<arrow_node> children{};
  std::vector<arrow_node> dictionary{};  // at most one
};

inline std::vector<unsigned char> bytes_of_bits(const std::vector<bool>& bits) {
  std::vector<unsigned char> bytes(bits.size() / 8 + 1);
  for (std::size_t at = 0; at < bits.size(); ++at) {
    if (bits[at]) bytes[at / 8] = static_cast<unsigned char>(bytes[at / 8] | 1U << at % 8);
  }
  return bytes;
}

template <class Number>
std::vector<unsigned char> bytes_of_numbers(const std::vector<Number>& numbers) {
  std::vector<unsigned char> bytes(numbers.size() * sizeof(Number) + 1);
  if (!numbers.empty()) std::memcpy(bytes.data(), numbers.data(), numbers.size() * sizeof(Number));
  return bytes;
}

// A column of numbers, with a bitmap where there are nulls. What lies at a null is not 0.
template <class Number>
arrow_node arrow_column(std::string format, std::string name,
                        const std::vector<std::optional<Number>>& values) {
  std::vector<Number> numbers;
  std::vector<bool> valid;
  std::int64_t nulls = 0;
  for (const auto& value : values) {
    numbers.push_back(value.value_or(Number{7}));
    valid.push_back(value.has_value());
    nulls += value ? 0 : 1;
  }
  arrow_node node{std::move(format), std::move(name), static_cast<std::int64_t>(values.size()), nulls};
  node.buffers = {std::nullopt, bytes_of_numbers(numbers)};
  if (nulls > 0) node.buffers[0] = bytes_of_bits(valid);
  return node;
}

// A column of texts with offsets of 32 or 64 bits.
template <class Offset = std::int32_t>
arrow_node arrow_text_column(std::string name, const std::vector<std::optional<std::string>>& values) {
  std::vector<Offset> offsets{0};
  std::vector<unsigned char> text;
  std::vector<bool> valid;
  std::int64_t nulls = 0;
  for (const auto& value : values) {
    if (value) text.insert(text.end(), value->begin(), value->end());
    offsets.push_back(static_cast<Offset>(text.size()));
    valid.push_back(value.has_value());
    nulls += value ? 0 : 1;
  }
  arrow_node node{sizeof(Offset) == 4 ? "u" : "U", std::move(name), static_cast<std::int64_t>(values.size()),
                  nulls};
  node.buffers = {std::nullopt, bytes_of_numbers(offsets), text};
  if (nulls > 0) node.buffers[0] = bytes_of_bits(valid);
  if (text.empty()) node.buffers[2] = std::nullopt;
  return node;
}

// The rows of a table.
inline arrow_node arrow_table(std::vector<arrow_node> columns) {
  arrow_node node{"+s"};
  node.length = columns.empty() ? 0 : columns.front().length;
  node.buffers = {std::nullopt};
  node.children = std::move(columns);
  return node;
}

namespace detail {

template <class Struct>
struct arrow_held {
  arrow_node node;
  std::vector<Struct> structs;  // children, then the dictionary
  std::vector<Struct*> children;
  std::vector<const void*> buffers;
  arrow_counts* counts = nullptr;  // of those handed out themselves
};

template <class Struct>
void release(Struct* given) {
  std::unique_ptr<arrow_held<Struct>> held(static_cast<arrow_held<Struct>*>(given->private_data));
  for (Struct& each : held->structs) {
    if (each.release != nullptr) each.release(&each);
  }
  if (held->counts != nullptr) ++held->counts->released;
  given->release = nullptr;
}

template <class Struct>
void fill(Struct& to, const arrow_node& node, arrow_counts* counts) {
  auto held = std::make_unique<arrow_held<Struct>>();
  held->node = node;
  held->counts = counts;
  held->structs.resize(node.children.size() + node.dictionary.size());
  for (std::size_t child = 0; child < node.children.size(); ++child) {
    fill(held->structs[child], node.children[child], nullptr);
    held->children.push_back(&held->structs[child]);
  }
  to = {};
  to.n_children = static_cast<std::int64_t>(node.children.size());
  to.children = held->children.data();
  if (!node.dictionary.empty()) {
    fill(held->structs.back(), node.dictionary.front(), nullptr);
    to.dictionary = &held->structs.back();
  }
  to.release = release<Struct>;
  if constexpr (std::is_same_v<Struct, ArrowSchema>) {
    to.format = held->node.format.c_str();
    to.name = held->node.name.c_str();
    to.flags = ARROW_FLAG_NULLABLE;
  } else {
    for (const auto& buffer : held->node.buffers) held->buffers.push_back(buffer ? buffer->data() : nullptr);
    to.length = node.length;
    to.null_count = node.null_count;
    to.offset = node.offset;
    to.n_buffers = static_cast<std::int64_t>(held->buffers.size());
    to.buffers = held->buffers.data();
  }
  if (counts != nullptr) ++counts->made;
  to.private_data = held.release();
}

struct arrow_rows {
  std::vector<arrow_node> batches;
  bool schema_fails;
  std::size_t failing_batch;
  std::size_t given = 0;
};

}  // namespace detail

inline ArrowSchema arrow_schema_of(const arrow_node& node) {
  ArrowSchema schema;
  detail::fill(schema, node, &arrow_schemas);
  return schema;
}
inline ArrowArray arrow_array_of(const arrow_node& node) {
  ArrowArray array;
  detail::fill(array, node, &arrow_arrays);
  return array;
}

// A stream of batches, at least one, that fails where told to.
inline ArrowArrayStream arrow_stream_of(std::vector<arrow_node> batches, bool schema_fails = false,
                                        std::size_t failing_batch = SIZE_MAX) {
  ArrowArrayStream stream{};
  stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    const auto* rows = static_cast<detail::arrow_rows*>(self->private_data);
    if (rows->schema_fails) return EIO;
    *out = arrow_schema_of(rows->batches.front());
    return 0;
  };
  stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto* rows = static_cast<detail::arrow_rows*>(self->private_data);
    if (rows->given == rows->failing_batch) return EIO;
    if (rows->given == rows->batches.size()) {
      out->release = nullptr;
    } else {
      *out = arrow_array_of(rows->batches[rows->given++]);
    }
    return 0;
  };
  stream.get_last_error = [](ArrowArrayStream* self) -> const char* {
    return static_cast<detail::arrow_rows*>(self->private_data)->schema_fails ? "no such table" : nullptr;
  };
  stream.release = [](ArrowArrayStream* self) {
    delete static_cast<detail::arrow_rows*>(self->private_data);
    self->release = nullptr;
    ++arrow_streams.released;
  };
  stream.private_data = new detail::arrow_rows{std::move(batches), schema_fails, failing_batch};
  ++arrow_streams.made;
  return stream;
}

}  // namespace cxmetrics::tests

#endif
