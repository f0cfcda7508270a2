// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_ENGINES_SCARCE_MEMORY_HPP
#define CXMETRICS_TESTS_ENGINES_SCARCE_MEMORY_HPP

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <link.h>
#include <new>
#include <string_view>

// Memory of a host that runs out when its test says so. A module takes this operator new for its own.
namespace scarce_memory {

// How many allocations still succeed; below 0 all do.
inline std::atomic<long> left = -1;
// Whether all after the first one that fails do so, too.
inline std::atomic<bool> for_good = false;
inline std::atomic<bool> has_failed = false;

inline bool fails() {
  const long before = left;
  if (before < 0) return false;
  if (before > 0) {
    left = before - 1;
    return false;
  }
  if (!for_good) left = -1;
  has_failed = true;
  return true;
}

inline void begin(long successes, bool never_again) {
  has_failed = false;
  for_good = never_again;
  left = successes;
}
inline void end() {
  left = -1;
}

// Where the module lies in memory.
inline std::uintptr_t first = 0;
inline std::uintptr_t last = 0;

// Finds the module that is loaded, without which nothing fails.
inline void find_module() {
  const auto look_at = [](dl_phdr_info* info, std::size_t, void*) {
    if (std::string_view(info->dlpi_name).find("/cxmetrics.") == std::string_view::npos) return 0;
    for (int at = 0; at < info->dlpi_phnum; ++at) {
      const auto& part = info->dlpi_phdr[at];
      if (part.p_type != PT_LOAD || (part.p_flags & PF_X) == 0) continue;
      first = info->dlpi_addr + part.p_vaddr;
      last = first + part.p_memsz;
    }
    return 1;
  };
  dl_iterate_phdr(look_at, nullptr);
}

// Nullptr where memory is out.
inline void* allocate(std::size_t size, const void* caller) {
  const auto from = reinterpret_cast<std::uintptr_t>(caller);
  const bool of_module = first <= from && from < last;
  return of_module && fails() ? nullptr : std::malloc(size);
}

inline void* or_throw(void* allocated) {
  if (allocated == nullptr) throw std::bad_alloc();
  return allocated;
}

}  // namespace scarce_memory

void* operator new(std::size_t size) {
  return scarce_memory::or_throw(scarce_memory::allocate(size, __builtin_return_address(0)));
}
void* operator new[](std::size_t size) {
  return scarce_memory::or_throw(scarce_memory::allocate(size, __builtin_return_address(0)));
}
// What a host allocates by these is freed by the operators below, too.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return scarce_memory::allocate(size, __builtin_return_address(0));
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return scarce_memory::allocate(size, __builtin_return_address(0));
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}

#endif
