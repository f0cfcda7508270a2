// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_FUNCTION_REF_HPP
#define CXMETRICS_DETAIL_FUNCTION_REF_HPP

#include <type_traits>

namespace cxmetrics::detail {

template <class Signature>
class function_ref;

// A function of the caller's that compiled code calls while the caller waits; std::function without the copy, and
// without <functional>.
template <class... Arguments>
class function_ref<void(Arguments...)> {
 public:
  template <class Function>
  requires std::is_invocable_v<Function&, Arguments...> &&
      (!std::is_same_v<std::remove_cvref_t<Function>, function_ref>)function_ref(Function&& function)
      : function_(&function), call_([](const void* called, Arguments... arguments) {
          (*static_cast<std::remove_reference_t<Function>*>(const_cast<void*>(called)))(arguments...);
        }) {}

  void operator()(Arguments... arguments) const { call_(function_, arguments...); }

 private:
  const void* function_;
  void (*call_)(const void*, Arguments...);
};

}  // namespace cxmetrics::detail

#endif
