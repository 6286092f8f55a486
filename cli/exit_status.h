// The exit statuses (cli.md): after sysexits.h where that has one, and which of several is given.
#pragma once

#include <algorithm>
#include <array>

#include "support/result.h"

namespace probity {

enum class ExitStatus : int {
  kOk = 0,            ///< every verdict is compliant or not applicable
  kNonCompliant = 1,  ///< some verdict is non-compliant
  kUndetermined = 2,  ///< none is non-compliant, but some is undetermined
  kUsage = 64,
  kRejected = 65,  ///< a dossier, an expression or facts have mistakes
  kNotFound = 66,
  kDefect = 70,  ///< of the program
  kCannotWrite = 73,
  kInputOutput = 74,
  kRules = 78,  ///< the rules do not check
};

/// Where several hold, the one that stands first here is given.
inline constexpr std::array kStatusPriority{ExitStatus::kDefect,       ExitStatus::kInputOutput,
                                            ExitStatus::kCannotWrite,  ExitStatus::kRules,
                                            ExitStatus::kUsage,        ExitStatus::kNotFound,
                                            ExitStatus::kRejected,     ExitStatus::kNonCompliant,
                                            ExitStatus::kUndetermined, ExitStatus::kOk};

[[nodiscard]] constexpr ExitStatus worse(ExitStatus left, ExitStatus right) {
  return *std::ranges::find_if(kStatusPriority,
                               [&](ExitStatus s) { return s == left || s == right; });
}

[[nodiscard]] constexpr ExitStatus status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
      return ExitStatus::kUsage;
    case ErrorKind::kNotFound:
      return ExitStatus::kNotFound;
    case ErrorKind::kInput:
      return ExitStatus::kRejected;
    case ErrorKind::kOutput:
      return ExitStatus::kCannotWrite;
    case ErrorKind::kInputOutput:
      return ExitStatus::kInputOutput;
  }
  return ExitStatus::kDefect;
}

}  // namespace probity
