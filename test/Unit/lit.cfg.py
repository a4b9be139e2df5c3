import lit.formats

config.name = "Anemone-Unit"
config.test_format = lit.formats.GoogleTest(".", "Tests")
config.suffixes = []
config.test_exec_root = config.unit_dir
config.test_source_root = config.unit_dir
