// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_VERSION_HPP
#define CXMETRICS_VERSION_HPP

#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "cxmetrics needs C++20: compile with -std=c++20 or, with CMake, link cxmetrics::cxmetrics"
#endif

// The one place that holds the version; the build reads it from here.
#define CXMETRICS_VERSION_MAJOR 0
#define CXMETRICS_VERSION_MINOR 2
#define CXMETRICS_VERSION_PATCH 0
#define CXMETRICS_VERSION_STRING "0.2.0"

#endif
