# Every header belongs to a library and is installed with it.
file(GLOB_RECURSE headers RELATIVE ${SOURCE} ${SOURCE}/cxmetrics/*)
file(GLOB_RECURSE installed RELATIVE ${INSTALLED} ${INSTALLED}/cxmetrics/*)
if(NOT headers STREQUAL installed)
  message(FATAL_ERROR "the headers are\n  ${headers}\ninstalled are\n  ${installed}")
endif()
