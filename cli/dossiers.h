// The dossiers that a command line names, one after the other: files, folders and streams.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_status.h"
#include "cli/input.h"

namespace probity {

struct DossierInput {
  std::string source;  ///< "x.json", "x.ndjson:3"
  std::string bytes;
  bool is_too_large = false;  ///< more than kMaxDossierBytes; `bytes` is empty
};

/// Reads as it is asked, so that a stream of any length fits into memory. Inputs that are not there
/// are complained about and passed over; `status` tells.
class DossierStream {
 public:
  explicit DossierStream(std::vector<std::string> arguments);

  /// The next dossiers, at most `most` of them: fewer where they are large, or where a stream has
  /// no more for now. Empty at the end.
  [[nodiscard]] std::vector<DossierInput> next_batch(std::size_t most);
  [[nodiscard]] ExitStatus status() const { return status_; }

 private:
  std::optional<DossierInput> next();
  std::optional<DossierInput> next_line();
  void open(const std::string& argument);
  void open_folder(const std::string& path);
  void open_lines(const std::string& path);
  std::optional<DossierInput> read_dossier(const std::string& path);
  void note_split_object(const InputLine& line);

  std::deque<std::string> arguments_;
  std::deque<std::string> files_;  ///< found in a folder, not read yet
  std::optional<LineReader> lines_;
  std::string lines_name_;
  ExitStatus status_ = ExitStatus::kOk;
};

}  // namespace probity
