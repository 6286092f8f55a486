// Where results go: standard output, or a file that is replaced only once they are complete.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "cli/exit_status.h"
#include "support/result.h"

namespace probity {

/// kUsage where `--output` names a file that the command reads, or its log, or what lies beside the
/// log; the same for every command, before it does anything.
[[nodiscard]] std::optional<Error> output_mistake(const Arguments& arguments);

/// Invariant: a file that is being written lies beside its target under another name; when the
/// Output goes away without `finish`, the target is as it was.
class Output {
 public:
  /// `--output`, else standard output. kOutput when the file cannot be made.
  [[nodiscard]] static Result<Output> open(const Arguments& arguments);
  /// A file of this name, new or replaced with the permissions that it had.
  [[nodiscard]] static Result<Output> to_file(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();

  /// Kept until there is enough of it, `flush` or `finish`. A failure is told by `finish`.
  void write(std::string_view text);
  void flush();
  /// Whether writing still makes sense.
  [[nodiscard]] bool is_good() const { return failure_ == 0; }

  /// Everything is on its way to the reader, or on the disk and in its place; kOk, or kCannotWrite
  /// after a complaint. A reader that has gone away (EPIPE) is told nothing.
  [[nodiscard]] ExitStatus finish();

 private:
  Output() = default;

  int descriptor_ = -1;
  std::string target_;     ///< "" for standard output
  std::string temporary_;  ///< "" where the target is written to as it stands
  std::string buffer_;
  int failure_ = 0;  ///< errno of the first failure
};

/// Opens the output, writes all of `text` and finishes.
[[nodiscard]] ExitStatus write_results(const Arguments& arguments, std::string_view text);

}  // namespace probity
