import glob
import os
import sys

import lit.formats
from lit.llvm import config as lit_llvm_config  # noqa: F401
import lit.llvm

lit.llvm.initialize(lit_config, config)
from lit.llvm import llvm_config

config.name = "Anemone"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test", ".mil"]
config.excludes = ["Unit", "Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.build_dir, "test")
config.environment["FILECHECK_OPTS"] = "--enable-var-scope --allow-unused-prefixes=false"

config.substitutions += [
    ("%python", sys.executable),
    ("%source", config.source_dir),
    ("%build", config.build_dir),
    ("%models", os.path.join(config.source_dir, "test", "Models")),
]

# Material that is not part of the project. A test that needs it says REQUIRES, and its skip is one of
# test/allowed-skips.
shared = os.path.join(config.source_dir, "..", "shared", "data")
if os.path.isdir(shared):
    config.available_features.add("shared-data")
    config.substitutions.append(("%shared", os.path.realpath(shared)))
if os.path.isdir("/usr/share/libonnx-testdata/data"):
    config.available_features.add("onnx-testdata")
    config.substitutions.append(("%onnxcases", "/usr/share/libonnx-testdata/data"))

tools = ["llvm-tblgen", "ane-opt", "ane-translate", "ane-compile", "ane-run", "bench-compile", "FileCheck", "not", "count",
         "split-file", "check-gradients", "random-graphs"]
llvm_config.add_tool_substitutions(
    tools, [config.tools_dir, config.llvm_tools_dir, os.path.join(config.build_dir, "test", "tools")])
