// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_STORED_KEY_HPP
#define CXMETRICS_DETAIL_STORED_KEY_HPP

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace cxmetrics::detail {

// What a key is stored as: text that may go away is copied.
template <class Key>
using stored_key =
    std::conditional_t<std::convertible_to<Key, std::string_view>, std::string, std::remove_cvref_t<Key>>;

}  // namespace cxmetrics::detail

#endif
