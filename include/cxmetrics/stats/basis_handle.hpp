// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_BASIS_HANDLE_HPP
#define CXMETRICS_STATS_BASIS_HANDLE_HPP

#include <cxmetrics/export.hpp>

#include <utility>

namespace cxmetrics {

class basis;

/// A basis that several estimates share, or none; the last handle deletes it. Copies may be made and
/// destroyed on any thread. (`std::shared_ptr` would do; its header is longer than all others together.)
class basis_handle {
 public:
  constexpr basis_handle() noexcept = default;
  /// Owns a basis made by `new`, or joins those who own it already.
  CXMETRICS_EXPORT explicit basis_handle(const basis* shared) noexcept;
  basis_handle(const basis_handle& other) noexcept : basis_handle(other.basis_) {}
  basis_handle(basis_handle&& other) noexcept : basis_(std::exchange(other.basis_, nullptr)) {}
  basis_handle& operator=(basis_handle other) noexcept {
    std::swap(basis_, other.basis_);
    return *this;
  }
  ~basis_handle() {
    if (basis_ != nullptr) release();
  }

  const basis* get() const noexcept { return basis_; }
  const basis& operator*() const noexcept { return *basis_; }
  const basis* operator->() const noexcept { return basis_; }
  explicit operator bool() const noexcept { return basis_ != nullptr; }

 private:
  CXMETRICS_EXPORT void release() noexcept;

  const basis* basis_ = nullptr;
};

}  // namespace cxmetrics

#endif
