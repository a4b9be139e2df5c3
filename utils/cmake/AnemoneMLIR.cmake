# Finds MLIR 22 and sets the flags that everything above it is built with. Included at the top level,
# after the plain C++ libraries.

# Asking for the version here makes CMake pass over installations of another one, and LLVM comes first because MLIR's own
# file stops with an error of CMake's where LLVM is missing (Debian's libmlir-22-dev does not depend on llvm-22-dev).
# "22" alone is refused: LLVM matches major.minor. Debian's place is the last that is looked at.
set(ANEMONE_MLIR_VERSION 22.1)
foreach(package IN ITEMS LLVM MLIR)
  set(hints)
  if(MLIR_DIR)
    set(hints HINTS ${MLIR_DIR}/../llvm)
  endif()
  find_package(${package} ${ANEMONE_MLIR_VERSION} CONFIG QUIET ${hints} PATHS /usr/lib/llvm-22)
  if(NOT ${package}_FOUND)
    set(found "none")
    if(${package}_CONSIDERED_VERSIONS)
      list(GET ${package}_CONSIDERED_VERSIONS 0 version)
      list(GET ${package}_CONSIDERED_CONFIGS 0 config)
      set(found "${package} ${version} in ${config}")
    endif()
    message(FATAL_ERROR "Anemone needs ${package} ${ANEMONE_MLIR_VERSION} and found ${found}: run utils/install-deps, or "
      "set ${package}_DIR to the lib/cmake folder of an installation of that version, or build the runtime alone with "
      "-DANEMONE_BUILD_COMPILER=OFF.")
  endif()
endforeach()
message(STATUS "MLIR ${LLVM_PACKAGE_VERSION} in ${MLIR_DIR}")

set(MLIR_LINK_MLIR_DYLIB ON)
set(MLIR_BINARY_DIR ${PROJECT_BINARY_DIR})
set(LLVM_RUNTIME_OUTPUT_INTDIR ${ANEMONE_BINARY_DIR})
set(LLVM_LIBRARY_OUTPUT_INTDIR ${PROJECT_BINARY_DIR}/lib)
# Debian's library has no assertions, and the size of some MLIR classes depends on NDEBUG: every unit
# that sees MLIR headers must agree with it. Parsing headers dominates, so -O1 is enough here.
set(CMAKE_CXX_FLAGS_RELEASE "-O1 -DNDEBUG")
if(NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  message(FATAL_ERROR "Anemone builds against MLIR in the Release configuration only: Debian's MLIR "
    "is built without assertions, and its classes differ in size where NDEBUG is not defined.")
endif()

list(APPEND CMAKE_MODULE_PATH ${MLIR_CMAKE_DIR} ${LLVM_CMAKE_DIR})
include(TableGen)
include(AddLLVM)
include(AddMLIR)
include(HandleLLVMOptions)
include_directories(SYSTEM ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
separate_arguments(LLVM_DEFINITION_LIST NATIVE_COMMAND "${LLVM_DEFINITIONS}")
add_definitions(${LLVM_DEFINITION_LIST})

# anemone_tablegen(<target> <file.td> [<output> <flags>]...): one pair for each file that TableGen writes.
function(anemone_tablegen target td)
  set(LLVM_TARGET_DEFINITIONS ${td})
  while(ARGN)
    list(POP_FRONT ARGN output flags)
    separate_arguments(flags)
    mlir_tablegen(${output} ${flags})
  endwhile()
  add_public_tablegen_target(${target})
endfunction()

# anemone_doc(<page> <file.td> <flags>): plain Markdown in build/docs/<page>.md. The pages are committed under docs/ as well;
# utils/update-docs copies them there, and a test compares. (add_mlir_doc always asks mlir-tblgen for Hugo's dialect of
# Markdown.)
add_custom_target(docs ALL)
function(anemone_doc page td flags)
  set(LLVM_TARGET_DEFINITIONS ${td})
  separate_arguments(flags)
  string(REPLACE "/" "-" name ${page})
  tablegen(MLIR ${name}.md ${flags})
  add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/docs/${page}.md
    COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_BINARY_DIR}/${name}.md ${PROJECT_BINARY_DIR}/docs/${page}.md
    DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/${name}.md)
  add_custom_target(doc-${name} DEPENDS ${PROJECT_BINARY_DIR}/docs/${page}.md)
  add_dependencies(docs doc-${name})
endfunction()

# anemone_mlir_library(<name> <sources>... [DEPENDS <targets>...] [LINK <our libraries>...] [MLIR <MLIR libraries>...])
function(anemone_mlir_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LINK;MLIR" ${ARGN})
  add_mlir_library(${name} ${ARG_UNPARSED_ARGUMENTS} DISABLE_INSTALL
    DEPENDS ${ARG_DEPENDS} LINK_LIBS PUBLIC ${ARG_LINK})
  if(ARG_MLIR)
    mlir_target_link_libraries(${name} PUBLIC ${ARG_MLIR})
  endif()
endfunction()

# anemone_tool(<name> <sources>... LINK <our libraries>... MLIR <MLIR libraries>...): build/bin/<name>.
function(anemone_tool name)
  cmake_parse_arguments(ARG "" "" "LINK;MLIR" ${ARGN})
  add_llvm_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  llvm_update_compile_flags(${name})
  target_link_libraries(${name} PRIVATE ${ARG_LINK})
  mlir_target_link_libraries(${name} PRIVATE ${ARG_MLIR})
endfunction()
