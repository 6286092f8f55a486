// Reading: regular files once, bounded, without waiting on pipes; and lines of a stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "support/result.h"

namespace probity {

/// The bytes of one file; absent where it has more than `most` of them, in which case it was not
/// read. kNotFound: not there, not readable, not a regular file; kInputOutput: the device failed.
[[nodiscard]] Result<std::optional<std::string>> read_file(const std::string& path,
                                                           std::size_t most);

/// All of standard input. kInput where there is more than `most`; kInputOutput: reading failed.
[[nodiscard]] Result<std::string> read_standard_input(std::size_t most);

/// One line of a stream without its line end.
struct InputLine {
  std::string text;
  std::uint64_t number = 0;  ///< from 1
  bool is_too_long = false;  ///< then `text` is empty and the line was passed over
};

/// Lines of a file or of standard input, in bounded memory.
class LineReader {
 public:
  /// "-" is standard input.
  [[nodiscard]] static Result<LineReader> open(const std::string& path, std::size_t longest);
  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&&) = delete;
  ~LineReader();

  /// Absent at the end, and after a failure.
  [[nodiscard]] std::optional<InputLine> next();
  /// False where `next` would have to wait for somebody to write.
  [[nodiscard]] bool is_ready();
  /// Why the stream ended early.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  LineReader(std::string path, int descriptor, std::size_t longest);
  bool fill();  ///< false at the end

  std::string path_;
  int descriptor_;
  std::size_t longest_;
  std::string buffer_;
  std::size_t begin_ = 0;     ///< of what is not taken yet, in buffer_
  std::size_t searched_ = 0;  ///< up to where buffer_ has no line end
  std::uint64_t lines_ = 0;
  bool is_at_end_ = false;
  std::optional<Error> failure_;
};

}  // namespace probity
