// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/key_words.hpp>

#include <utility>

namespace cxmetrics::detail {
namespace {

constexpr std::string_view before_state = "breakdown of ";
constexpr std::size_t bytes_in_word = 8;

std::string after_state(std::initializer_list<std::string_view> keys) {
  std::string result;
  for (const std::string_view key : keys) {
    result += result.empty() ? " by " : ", ";
    result += key;
  }
  return result;
}

}  // namespace

std::uint64_t word_reader::next() {
  if (at_end()) {
    throw_invalid_argument("a snapshot of a {} that ends after {} words",
                           {std::string_view(stored_->type), at_});
  }
  return stored_->words[at_++];
}

std::vector<std::uint64_t> word_reader::next(std::uint64_t count) {
  const std::size_t left = stored_->words.size() - at_;
  if (count > left) {
    throw_invalid_argument("a snapshot of a {} with {} words where {} are due",
                           {std::string_view(stored_->type), left, count});
  }
  const auto* const from = stored_->words.data() + at_;
  at_ += static_cast<std::size_t>(count);
  return {from, from + count};
}

void key_words<std::string>::write(std::vector<std::uint64_t>& to, std::string_view key) {
  to.push_back(key.size());
  for (std::size_t at = 0; at < key.size(); at += bytes_in_word) {
    std::uint64_t word = 0;
    for (std::size_t byte = 0; byte < bytes_in_word && at + byte < key.size(); ++byte) {
      word |= std::uint64_t{static_cast<unsigned char>(key[at + byte])} << 8 * byte;
    }
    to.push_back(word);
  }
}

std::string key_words<std::string>::read(word_reader& from) {
  const std::uint64_t size = from.next();
  const auto words = from.next(size / bytes_in_word + (size % bytes_in_word != 0 ? 1 : 0));
  std::string result;
  for (std::uint64_t word : words) {
    for (std::size_t byte = 0; byte < bytes_in_word; ++byte, word >>= 8) {
      if (result.size() < size) {
        result += static_cast<char>(static_cast<unsigned char>(word & 0xff));
      } else if ((word & 0xff) != 0) {
        throw_invalid_argument("a key of {} bytes with more behind them", {size});
      }
    }
  }
  return result;
}

void key_words<day>::write(std::vector<std::uint64_t>& to, day key) {
  to.push_back(static_cast<std::uint64_t>(std::int64_t{key.time_since_epoch().count()}));
}

day key_words<day>::read(word_reader& from) {
  const auto number = static_cast<std::int64_t>(from.next());
  if (!std::in_range<day::rep>(number)) throw_invalid_argument("a day {} since 1970 as a key", {number});
  return day{std::chrono::days{static_cast<day::rep>(number)}};
}

// For a part, the first two words are the other way round, and those of the whole follow.
void key_words<period>::write(std::vector<std::uint64_t>& to, const period& key) {
  const bool whole = !key.is_partial();
  key_words<day>::write(to, whole ? key.first() : key.last());
  key_words<day>::write(to, whole ? key.last() : key.first());
  if (!whole) write(to, key.whole());
}

period key_words<period>::read(word_reader& from) {
  const day one = key_words<day>::read(from);
  const day other = key_words<day>::read(from);
  if (one <= other) return {one, other};
  const day first_of_whole = key_words<day>::read(from);
  const period whole{first_of_whole, key_words<day>::read(from)};
  return part_of_period(whole, other, one);
}

period part_of_period(const period& whole, day first, day last) {
  if (first < whole.first() || whole.last() < last || last <= first ||
      (first == whole.first() && last == whole.last())) {
    throw_invalid_argument("the days {} to {} since 1970 are no part of {}",
                           {first.time_since_epoch().count(), last.time_since_epoch().count(),
                            std::string_view(to_string(whole))});
  }
  return whole.from(first).to(last - std::chrono::days{1});
}

std::string breakdown_type(std::string_view state, std::initializer_list<std::string_view> keys) {
  return std::string(before_state).append(state).append(after_state(keys));
}

snapshot state_of_breakdown(const snapshot& stored, std::initializer_list<std::string_view> keys) {
  const std::string_view type = stored.type;
  const std::string end = after_state(keys);
  if (!type.starts_with(before_state) || type.size() < before_state.size() + end.size() ||
      !type.ends_with(end)) {
    throw_invalid_argument("a snapshot of a {} is not one of a breakdown{}", {type, std::string_view(end)});
  }
  require_type(stored, type);
  if (stored.parameters.empty() || !std::in_range<std::uint32_t>(stored.parameters[0])) {
    throw_invalid_argument("a snapshot of a {} without the layout of its states", {type});
  }
  snapshot state;
  state.type = type.substr(before_state.size(), type.size() - before_state.size() - end.size());
  state.layout = static_cast<std::uint32_t>(stored.parameters[0]);
  state.parameters.assign(stored.parameters.begin() + 1, stored.parameters.end());
  return state;
}

}  // namespace cxmetrics::detail
