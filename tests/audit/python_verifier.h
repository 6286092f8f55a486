// tests/faults/verify_log.py, asked by the tests in C++.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "tests/audit/log_support.h"

namespace probity::audit::test {

using Kinds = std::set<std::string>;

struct PythonAnswer {
  int status = 0;
  std::map<std::string, Kinds> kinds;  ///< by the file's name
};

/// What Python says of logs in a folder; each name once, without kinds where the log is intact.
inline PythonAnswer ask_python(const Folder& folder, const std::string& logs,
                               const std::string& options) {
  const std::string output = folder.file("answer");
  const std::string command = "cd '" + folder.file("") +
                              "' && python3 '" PROBITY_SOURCE_DIR "/tests/faults/verify_log.py' " +
                              logs + " " + options + " > '" + output + "'";
  PythonAnswer answer;
  answer.status = std::system(command.c_str());  // NOLINT(cert-env33-c)
  std::istringstream lines(read_bytes(output));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(": ");
    REQUIRE(first != std::string::npos);
    Kinds& kinds = answer.kinds[line.substr(0, first)];
    const std::size_t second = line.find(": ", first + 2);
    if (second != std::string::npos) kinds.insert(line.substr(first + 2, second - first - 2));
  }
  return answer;
}

}  // namespace probity::audit::test
