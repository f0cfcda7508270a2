# Installs the library for itself, then the module by pip, in an environment of its own and without any network, and runs
# the tests: cmake -DBUILD=… -DPYTHON=… -DFOLDER=… -P pip_test.cmake
execute_process(COMMAND ${PYTHON} -c "import setuptools, pip, wheel, numpy, venv" RESULT_VARIABLE lacking ERROR_QUIET)
if(lacking)
  message("skipped: pip, setuptools, wheel or NumPy is missing")
  return()
endif()
file(REMOVE_RECURSE ${FOLDER})
set(ENV{cxmetrics_ROOT} ${FOLDER}/library)
set(python ${FOLDER}/environment/bin/python)
foreach(command
    "${CMAKE_COMMAND};--install;${BUILD};--component;dev;--prefix;${FOLDER}/library"
    "${PYTHON};-m;venv;--system-site-packages;--without-pip;${FOLDER}/environment"
    "${PYTHON};-m;pip;--python;${python};install;--no-build-isolation;--no-index;${CMAKE_CURRENT_LIST_DIR}"
    "${python};-B;${CMAKE_CURRENT_LIST_DIR}/cxmetrics_test.py")
  execute_process(COMMAND ${command} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
