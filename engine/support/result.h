// Result<T>: a value, or the reason why the world did not give one (a file that is not there, a
// disk that is full). Mistakes in rules and dossiers are Diagnostics, not Results.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace probity {

/// Where a failure belongs; the command line maps it to its exit status.
enum class ErrorKind {
  kUsage,        ///< the caller asked for something that makes no sense
  kNotFound,     ///< an input does not exist or may not be read
  kInput,        ///< an input exists but is not what it has to be
  kOutput,       ///< an output cannot be written
  kInputOutput,  ///< the device failed
};

struct Error {
  ErrorKind kind = ErrorKind::kInputOutput;
  std::string message;  ///< lower case, no full stop
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : content_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// Precondition: ok().
  [[nodiscard]] const T& value() const& { return std::get<0>(content_); }
  [[nodiscard]] T& value() & { return std::get<0>(content_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(content_)); }

  /// Precondition: not ok().
  [[nodiscard]] const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, Error> content_;
};

}  // namespace probity
