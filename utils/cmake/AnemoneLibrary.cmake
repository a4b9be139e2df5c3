# Helpers for the part of the tree that is plain C++: no LLVM, exceptions on.

# anemone_library(<name> <sources>... [DEPENDS <targets>...] [LINK <libraries>...]): a static library.
function(anemone_library name)
  cmake_parse_arguments(ARG "" "" "LINK;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_UNPARSED_ARGUMENTS})
  target_compile_options(${name} PRIVATE -O2 -Wall -Wextra)
  target_link_libraries(${name} PUBLIC ${ARG_LINK})
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
endfunction()

# anemone_unit_test(<name> <sources>... LINK <libraries>... [MLIR <MLIR libraries>...]):
# a GoogleTest program build/test/Unit/<name>, whose cases lit counts one by one.
# The name must end in Tests.
function(anemone_unit_test name)
  cmake_parse_arguments(ARG "" "" "LINK;MLIR" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/test/Unit)
  target_compile_options(${name} PRIVATE -Wall -Wextra)
  target_compile_definitions(${name} PRIVATE
    ANEMONE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" ANEMONE_BUILD_DIR="${PROJECT_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gtest_main)
  if(ARG_MLIR)
    llvm_update_compile_flags(${name})
    mlir_target_link_libraries(${name} PRIVATE ${ARG_MLIR})
  endif()
  set_property(GLOBAL APPEND PROPERTY ANEMONE_UNIT_TESTS ${name})
endfunction()
