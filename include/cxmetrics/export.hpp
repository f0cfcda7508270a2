// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_EXPORT_HPP
#define CXMETRICS_EXPORT_HPP

/// \file
/// `CXMETRICS_EXPORT` marks what the shared libraries show; everything else is hidden. The static libraries define
/// `CXMETRICS_STATIC_DEFINE` and show nothing, so that a shared library made with them keeps them to itself.

#include <cxmetrics/version.hpp>

#if defined(__GNUC__) && !defined(CXMETRICS_STATIC_DEFINE)
#define CXMETRICS_EXPORT __attribute__((visibility("default")))
#else
#define CXMETRICS_EXPORT
#endif

#endif
