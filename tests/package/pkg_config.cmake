# Compiles and runs the consumers with nothing but what pkg-config says.
set(ENV{PKG_CONFIG_PATH} ${LIBDIR}/pkgconfig)
set(ENV{LD_LIBRARY_PATH} ${LIBDIR})
separate_arguments(FLAGS)
foreach(consumer "core cxmetrics-core" "main cxmetrics")
  separate_arguments(consumer)
  list(GET consumer 0 source)
  list(GET consumer 1 package)
  execute_process(COMMAND ${PKG_CONFIG} --cflags --libs ${package}
    OUTPUT_VARIABLE options OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(options)
  if(source STREQUAL "core" AND options MATCHES "-lfmt|-lz")
    message(FATAL_ERROR "the core asks for more than itself: ${options}")
  endif()
  execute_process(
    COMMAND ${COMPILER} -std=c++20 ${FLAGS} ${CMAKE_CURRENT_LIST_DIR}/${source}.cpp ${options} -o ${PROGRAM}_${source}
    COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${PROGRAM}_${source} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
