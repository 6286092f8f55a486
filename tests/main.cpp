// The runner of all unit tests. The tests register themselves; doctest brings the options (--help).

#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
