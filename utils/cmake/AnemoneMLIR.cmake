# Finds MLIR 22 and sets the flags that everything above it is built with. Included at the top level,
# after the plain C++ libraries.

find_package(MLIR CONFIG)
if(NOT MLIR_FOUND)
  message(FATAL_ERROR "Anemone needs MLIR 22 and found none: run utils/install-deps, or set "
    "CMAKE_PREFIX_PATH to its installation; -DANEMONE_BUILD_COMPILER=OFF builds the runtime alone.")
endif()
if(NOT LLVM_VERSION_MAJOR EQUAL 22)
  message(FATAL_ERROR "Anemone needs MLIR 22 and found ${LLVM_PACKAGE_VERSION} in ${MLIR_DIR}: run "
    "utils/install-deps, or set CMAKE_PREFIX_PATH to an installation of MLIR 22.")
endif()

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

# anemone_doc(<page> <file.td> <flags>): plain Markdown in build/docs/<page>.md, part of the target `docs`.
# (add_mlir_doc always asks mlir-tblgen for Hugo's dialect of Markdown.)
add_custom_target(docs)
function(anemone_doc page td flags)
  set(LLVM_TARGET_DEFINITIONS ${td})
  separate_arguments(flags)
  tablegen(MLIR ${page}.md ${flags})
  add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/docs/${page}.md
    COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_BINARY_DIR}/${page}.md ${PROJECT_BINARY_DIR}/docs/${page}.md
    DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/${page}.md)
  add_custom_target(doc-${page} DEPENDS ${PROJECT_BINARY_DIR}/docs/${page}.md)
  add_dependencies(docs doc-${page})
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
