// What a LogWriter holds, and how each of its operations begins and ends. Private to this folder.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "audit/appending.h"
#include "audit/database.h"
#include "audit/log_writer.h"

namespace probity::audit {

struct LogWriter::State {
  SigningKey key;
  WriterOptions options;
  /// Null once a commit was in doubt.
  std::unique_ptr<Database> database;
  /// As this process read or left it last.
  std::optional<LogState> known;

  /// Begins, lets `fill` add to the transaction, and commits. `successor`: a key that signs as
  /// well, or null.
  [[nodiscard]] AppendOutcome record(const std::function<std::vector<Receipt>(Appending&)>& fill,
                                     const SigningKey* successor = nullptr);
};

}  // namespace probity::audit
