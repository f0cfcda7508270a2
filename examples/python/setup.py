# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""Has CMake build the module: from an installed cxmetrics of this version, or else from the sources around it."""
import pathlib
import re
import subprocess
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

HERE = pathlib.Path(__file__).resolve().parent
VERSION = re.search(r'CXMETRICS_VERSION_STRING "([^"]+)"',
                    (HERE / "../../include/cxmetrics/version.hpp").read_text(encoding="utf-8")).group(1)


class build_by_cmake(build_ext):
    def build_extension(self, extension):
        target = pathlib.Path(self.get_ext_fullpath(extension.name)).resolve().parent
        subprocess.run(["cmake", "-S", str(HERE), "-B", self.build_temp, "-DCMAKE_BUILD_TYPE=Release",
                        f"-DPython_EXECUTABLE={sys.executable}", f"-DCMAKE_LIBRARY_OUTPUT_DIRECTORY={target}"],
                       check=True)
        subprocess.run(["cmake", "--build", self.build_temp, "--target", "cxmetrics_python", "--parallel"], check=True)


setup(version=VERSION, ext_modules=[Extension("cxmetrics", [])], cmdclass={"build_ext": build_by_cmake}, py_modules=[])
