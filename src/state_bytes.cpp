// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/state_bytes.hpp>

#include <boost/crc.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>
#include <system_error>
#include <utility>

// magic "CXMS", format (2 bytes), bytes of the type (2), layout (4), number of parameters (4), number of words (8); the type,
// filled up with zeros to whole words; parameters and words of 8 bytes each; CRC-32 of all before (4). Little-endian.
namespace cxmetrics {
namespace {

constexpr std::string_view magic = "CXMS";
constexpr std::uint64_t newest_format = 1;
constexpr std::size_t head = 24;
constexpr std::size_t word = 8;
constexpr std::size_t check = 4;

constexpr std::size_t padded(std::size_t size) {
  return (size + word - 1) / word * word;
}

void put(std::vector<std::byte>& to, std::uint64_t number, std::size_t bytes) {
  for (std::size_t byte = 0; byte < bytes; ++byte)
    to.push_back(static_cast<std::byte>(number >> 8 * byte & 0xff));
}

std::uint64_t number_at(std::span<const std::byte> from, std::size_t at, std::size_t bytes) {
  std::uint64_t number = 0;
  for (std::size_t byte = 0; byte < bytes; ++byte)
    number |= std::to_integer<std::uint64_t>(from[at + byte]) << 8 * byte;
  return number;
}

std::uint32_t checksum(std::span<const std::byte> bytes) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

constexpr bool is_plain(char letter) {
  return letter >= ' ' && letter <= '~' && letter != '"' && letter != '\\';
}

void require_plain(std::string_view type) {
  if (type.empty() || type.size() > std::numeric_limits<std::uint16_t>::max() ||
      !std::all_of(type.begin(), type.end(), is_plain)) {
    detail::throw_invalid_argument(
        "the type of a state has 1 to 65535 printable characters of ASCII, without \" and \\");
  }
}

void require_format(std::uint64_t format) {
  if (format < 1 || format > newest_format) {
    detail::throw_invalid_argument("a state in format {}; known is format {}", {format, newest_format});
  }
}

void require_checksum(std::uint64_t said, std::uint64_t found) {
  if (said != found) {
    detail::throw_invalid_argument("a state that was altered: its checksum is {}, not {}", {found, said});
  }
}

// Reads the one object that `json_of` writes, and no other JSON: so it cannot be led into depths.
class json_reader {
 public:
  explicit json_reader(std::string_view json) : rest_(json) {}

  snapshot read() {
    for (bool more = begins('{'); more; more = follows('}')) {
      const std::string_view name = text();
      expect(':');
      member(name);
    }
    space();
    if (!rest_.empty()) unexpected();
    if (seen_ != all_members) detail::throw_invalid_argument("a state in JSON of which a member is missing");
    const std::vector<std::byte> bytes = bytes_of(result_);
    require_checksum(checksum_, number_at(bytes, bytes.size() - check, check));
    return std::move(result_);
  }

 private:
  enum : unsigned { format = 1, version = 2, type = 4, layout = 8, parameters = 16, words = 32, crc = 64 };
  static constexpr unsigned all_members = 127;

  void member(std::string_view name) {
    if (name == "format") {
      see(format);
      if (text() != "cxmetrics state") {
        detail::throw_invalid_argument("this JSON is no state: its format is not \"cxmetrics state\"");
      }
    } else if (name == "version") {
      see(version);
      require_format(number<std::uint32_t>());
    } else if (name == "type") {
      see(type);
      result_.type = text();
    } else if (name == "layout") {
      see(layout);
      result_.layout = number<std::uint32_t>();
    } else if (name == "parameters") {
      see(parameters);
      result_.parameters = numbers<std::int64_t>();
    } else if (name == "words") {
      see(words);
      result_.words = numbers<std::uint64_t>();
    } else if (name == "crc32") {
      see(crc);
      checksum_ = number<std::uint32_t>();
    } else {
      detail::throw_invalid_argument("a state in JSON has no member \"{}\"", {name});
    }
  }
  void see(unsigned member) {
    if ((seen_ & member) != 0) detail::throw_invalid_argument("a state in JSON with a member twice");
    seen_ |= member;
  }

  template <class Number>
  std::vector<Number> numbers() {
    std::vector<Number> result;
    for (bool more = begins('[') && !begins_maybe(']'); more; more = follows(']'))
      result.push_back(number<Number>());
    return result;
  }
  template <class Number>
  Number number() {
    const bool quoted = begins_maybe('"');
    Number result = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), result);
    if (error == std::errc::result_out_of_range) {
      detail::throw_invalid_argument("a number in a state in JSON that does not fit its place");
    }
    const auto size = static_cast<std::size_t>(end - rest_.data());
    const std::size_t sign = rest_.starts_with('-') ? 1 : 0;
    // As JSON has it: no zeros before, and no -0, which would be another text for the same.
    if (error != std::errc{} || (rest_[sign] == '0' && size > 1)) unexpected();
    rest_.remove_prefix(size);
    if (quoted) expect_next('"');
    return result;
  }
  std::string_view text() {
    expect('"');
    const std::size_t end =
        static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), is_plain) - rest_.begin());
    const std::string_view result = rest_.substr(0, end);
    rest_.remove_prefix(end);
    expect_next('"');
    return result;
  }

  void space() {
    while (!rest_.empty() && std::string_view(" \t\r\n").find(rest_.front()) != std::string_view::npos)
      rest_.remove_prefix(1);
  }
  bool begins_maybe(char sign) {
    space();
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool begins(char sign) {
    expect(sign);
    return true;
  }
  // Whether a comma says that more comes, or the end that nothing does.
  bool follows(char end) {
    if (begins_maybe(end)) return false;
    expect(',');
    return true;
  }
  void expect(char sign) {
    space();
    expect_next(sign);
  }
  void expect_next(char sign) {
    if (!rest_.starts_with(sign)) unexpected();
    rest_.remove_prefix(1);
  }
  [[noreturn]] void unexpected() const {
    if (rest_.empty()) detail::throw_invalid_argument("a state in JSON that is cut short");
    constexpr std::size_t shown = 20;
    detail::throw_invalid_argument("this JSON is no state: '{}' has no place in it",
                                   {rest_.substr(0, shown)});
  }

  std::string_view rest_;
  snapshot result_{};
  unsigned seen_ = 0;
  std::uint32_t checksum_ = 0;
};

// What a double of JavaScript holds exactly.
constexpr std::uint64_t most_exact = (std::uint64_t{1} << 53) - 1;

template <class Number>
void append_number(std::string& json, Number number) {
  const bool exact = std::cmp_less_equal(number, most_exact) &&
                     std::cmp_greater_equal(number, -static_cast<std::int64_t>(most_exact));
  json.append(exact ? "" : "\"").append(std::to_string(number)).append(exact ? "" : "\"");
}

template <class Number>
void append_numbers(std::string& json, const std::vector<Number>& numbers) {
  json += '[';
  for (std::size_t at = 0; at < numbers.size(); ++at) {
    if (at > 0) json += ", ";
    append_number(json, numbers[at]);
  }
  json += ']';
}

}  // namespace

std::vector<std::byte> bytes_of(const snapshot& of) {
  require_plain(of.type);
  if (of.parameters.size() > std::numeric_limits<std::uint32_t>::max()) {
    detail::throw_invalid_argument("a state with {} parameters", {of.parameters.size()});
  }
  std::vector<std::byte> bytes;
  const std::size_t type_end = head + padded(of.type.size());
  bytes.reserve(type_end + word * (of.parameters.size() + of.words.size()) + check);
  for (const char letter : magic) bytes.push_back(static_cast<std::byte>(letter));
  put(bytes, newest_format, 2);
  put(bytes, of.type.size(), 2);
  put(bytes, of.layout, 4);
  put(bytes, of.parameters.size(), 4);
  put(bytes, of.words.size(), 8);
  for (const char letter : of.type) bytes.push_back(static_cast<std::byte>(letter));
  bytes.resize(type_end);
  for (const std::int64_t parameter : of.parameters) put(bytes, static_cast<std::uint64_t>(parameter), word);
  for (const std::uint64_t each : of.words) put(bytes, each, word);
  put(bytes, checksum(bytes), check);
  return bytes;
}

snapshot snapshot_of_bytes(std::span<const std::byte> bytes) try {
  const std::size_t beginning = std::min(bytes.size(), magic.size());
  if (bytes.empty() || std::memcmp(bytes.data(), magic.data(), beginning) != 0) {
    detail::throw_invalid_argument("these bytes are no state: they do not begin with {}", {magic});
  }
  if (bytes.size() < head) {
    detail::throw_invalid_argument("a state that is cut short after {} bytes", {bytes.size()});
  }
  require_format(number_at(bytes, 4, 2));
  const auto type_size = static_cast<std::size_t>(number_at(bytes, 6, 2));
  const std::uint64_t parameters = number_at(bytes, 12, 4);
  const std::uint64_t words = number_at(bytes, 16, 8);
  // In an order in which nothing can exceed 64 bits.
  const std::uint64_t before_words = head + padded(type_size) + word * parameters + check;
  if (before_words > bytes.size() || words > (bytes.size() - before_words) / word) {
    detail::throw_invalid_argument("a state that is cut short: {} bytes for {} parameters and {} words",
                                   {bytes.size(), parameters, words});
  }
  const std::uint64_t size = before_words + word * words;
  if (size != bytes.size()) {
    detail::throw_invalid_argument("a state of {} bytes with {} more behind it", {size, bytes.size() - size});
  }
  require_checksum(number_at(bytes, bytes.size() - check, check),
                   checksum(bytes.first(bytes.size() - check)));

  snapshot result;
  result.layout = static_cast<std::uint32_t>(number_at(bytes, 8, 4));
  const std::span<const std::byte> type = bytes.subspan(head, type_size);
  for (const std::byte letter : type) result.type += static_cast<char>(letter);
  require_plain(result.type);
  std::size_t at = head + padded(type_size);
  for (std::size_t fill = head + type_size; fill < at; ++fill) {
    if (bytes[fill] != std::byte{}) detail::throw_invalid_argument("a state with more behind its type");
  }
  result.parameters.reserve(static_cast<std::size_t>(parameters));
  for (std::uint64_t read = 0; read < parameters; ++read, at += word)
    result.parameters.push_back(static_cast<std::int64_t>(number_at(bytes, at, word)));
  result.words.reserve(static_cast<std::size_t>(words));
  for (std::uint64_t read = 0; read < words; ++read, at += word)
    result.words.push_back(number_at(bytes, at, word));
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

std::string json_of(const snapshot& of) {
  const std::vector<std::byte> bytes = bytes_of(of);
  std::string json = R"({"format": "cxmetrics state", "version": )";
  json += std::to_string(newest_format);
  json.append(R"(, "type": ")").append(of.type).append(R"(", "layout": )").append(std::to_string(of.layout));
  json += R"(, "parameters": )";
  append_numbers(json, of.parameters);
  json += R"(, "words": )";
  append_numbers(json, of.words);
  json.append(R"(, "crc32": )").append(std::to_string(number_at(bytes, bytes.size() - check, check)));
  json += '}';
  return json;
}

snapshot snapshot_of_json(std::string_view json) try {
  return json_reader(json).read();
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

}  // namespace cxmetrics
