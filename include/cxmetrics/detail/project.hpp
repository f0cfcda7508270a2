// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_PROJECT_HPP
#define CXMETRICS_DETAIL_PROJECT_HPP

#include <type_traits>
#include <utility>

namespace cxmetrics::detail {

// The projection that yields the record itself; std::identity is in <functional>, which costs 28,000 lines.
struct itself {
  template <class Record>
  constexpr Record&& operator()(Record&& record) const noexcept {
    return std::forward<Record>(record);
  }
};

// std::invoke of one record, without <functional>: a function, or a pointer to a member of the record or of what it
// points or refers to.
template <class Projection, class Record>
constexpr decltype(auto) project(Projection& projection, Record&& record) {
  using plain = std::remove_cv_t<Projection>;
  if constexpr (std::is_member_object_pointer_v<plain>) {
    if constexpr (requires { std::forward<Record>(record).*projection; }) {
      return (std::forward<Record>(record).*projection);
    } else if constexpr (requires { record.get().*projection; }) {
      return (record.get().*projection);
    } else {
      return ((*std::forward<Record>(record)).*projection);
    }
  } else if constexpr (std::is_member_function_pointer_v<plain>) {
    if constexpr (requires { (std::forward<Record>(record).*projection)(); }) {
      return (std::forward<Record>(record).*projection)();
    } else if constexpr (requires { (record.get().*projection)(); }) {
      return (record.get().*projection)();
    } else {
      return ((*std::forward<Record>(record)).*projection)();
    }
  } else {
    return projection(std::forward<Record>(record));
  }
}

}  // namespace cxmetrics::detail

#endif
