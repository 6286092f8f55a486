#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/audit_log.h"
#include "cli/console.h"

namespace probity {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBufferBytes = std::size_t{1} << 16;

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

Error cannot_write(const std::string& path, int error) {
  return {ErrorKind::kOutput, fmt::format("cannot write `{}`: {}", path, std::strerror(error))};
}

/// What the umask leaves of the mode of a new file; it can only be read by setting it.
mode_t new_file_mode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

/// Endings of the files that a folder among the arguments is searched for.
constexpr std::array<std::string_view, 5> kInputEndings{".json", ".ndjson", ".case", ".rules",
                                                        ".ruleset"};

/// Options that name what the command reads.
constexpr std::array kReadOptions{Option::kRules,   Option::kFacts,     Option::kCases,
                                  Option::kKey,     Option::kContinues, Option::kAtLeast,
                                  Option::kExpected};

/// Is the file at `path` this input, or one that is read from this folder?
bool is_input(const std::string& path, const std::string& argument) {
  std::error_code error;
  if (fs::equivalent(path, argument, error)) return true;
  if (!fs::is_regular_file(path, error) || !fs::is_directory(argument, error)) return false;
  if (std::ranges::find(kInputEndings, fs::path(path).extension().string()) == kInputEndings.end())
    return false;
  const fs::path below =
      fs::canonical(path, error).lexically_relative(fs::canonical(argument, error));
  return !below.empty() && *below.begin() != "..";
}

/// Is the file at `path` this log or key, the key beside it, or the journal that SQLite keeps
/// beside it while it is written? They need not be there yet: some commands make them.
bool is_of_log(const std::string& path, const std::string& log) {
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);
  constexpr std::array kEndings{"", ".key", "-journal"};
  return std::ranges::any_of(kEndings, [&](const char* ending) {
    return target == fs::weakly_canonical(log + ending, error) ||
           fs::equivalent(path, log + ending, error);
  });
}

bool would_replace_input(const Arguments& arguments, const std::string& path) {
  std::vector<std::string> inputs = arguments.positionals();
  for (const Option option : kReadOptions) {
    std::ranges::copy(arguments.values(option), std::back_inserter(inputs));
  }
  const auto is_same = [&](const std::string& input) { return is_input(path, input); };
  if (std::ranges::any_of(inputs, is_same)) return true;
  const bool is_about_logs =
      arguments.command().takes(Option::kAudit) || arguments.command().name.starts_with("audit ");
  if (!is_about_logs) return false;
  std::vector<std::string> logs = arguments.positionals();
  if (std::optional<std::string> log = chosen_log(arguments)) logs.push_back(*std::move(log));
  return std::ranges::any_of(logs, [&](const std::string& log) { return is_of_log(path, log); });
}

}  // namespace

std::optional<Error> output_mistake(const Arguments& arguments) {
  const std::optional<std::string> path = arguments.value(Option::kOutput);
  if (!path || !would_replace_input(arguments, *path)) return std::nullopt;
  return Error{
      ErrorKind::kUsage,
      fmt::format("`--output {}` would replace a file that the command works on: give another name",
                  *path)};
}

Result<Output> Output::open(const Arguments& arguments) {
  if (const std::optional<std::string> path = arguments.value(Option::kOutput)) {
    return to_file(*path);
  }
  Output output;
  output.descriptor_ = STDOUT_FILENO;
  return output;
}

Result<Output> Output::to_file(const std::string& path) {
  Output output;
  output.target_ = path;
  struct stat there{};
  const bool exists = stat(path.c_str(), &there) == 0;
  if (exists && !S_ISREG(there.st_mode)) {
    // A device or a pipe cannot be replaced; a folder fails here.
    output.descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (output.descriptor_ < 0) return cannot_write(path, errno);
    return output;
  }
  std::string temporary = folder_of(path) + ".probity-XXXXXX";
  output.descriptor_ = mkostemp(temporary.data(), O_CLOEXEC);
  if (output.descriptor_ < 0) return cannot_write(path, errno);
  output.temporary_ = temporary;
  const mode_t mode = exists ? there.st_mode & 07777U : new_file_mode();
  if (fchmod(output.descriptor_, mode) != 0) return cannot_write(path, errno);
  return output;
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      buffer_(std::move(other.buffer_)),
      failure_(other.failure_) {}

Output::~Output() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBufferBytes) flush();
}

void Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && failure_ == 0) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      struct pollfd waiting{descriptor_, POLLOUT, 0};
      poll(&waiting, 1, -1);
    } else if (errno != EINTR) {
      failure_ = errno;
    }
  }
  buffer_.clear();
}

ExitStatus Output::finish() {
  flush();
  if (failure_ == 0 && !temporary_.empty()) {
    if (fsync(descriptor_) != 0 || rename(temporary_.c_str(), target_.c_str()) != 0) {
      failure_ = errno;
    } else {
      temporary_.clear();
    }
  }
  if (failure_ == 0) return ExitStatus::kOk;
  if (failure_ == EPIPE) return ExitStatus::kCannotWrite;
  return fail(cannot_write(target_.empty() ? "standard output" : target_, failure_));
}

ExitStatus write_results(const Arguments& arguments, std::string_view text) {
  Result<Output> output = Output::open(arguments);
  if (!output) return fail(output.error());
  output.value().write(text);
  return output.value().finish();
}

}  // namespace probity
