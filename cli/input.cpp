#include "cli/input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace probity {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 18;

Error not_found(const std::string& path, const char* why) {
  return {ErrorKind::kNotFound, fmt::format("cannot read `{}`: {}", path, why)};
}

Error device_failed(const std::string& path, int error) {
  return {ErrorKind::kInputOutput, fmt::format("cannot read `{}`: {}", path, std::strerror(error))};
}

/// A descriptor of a regular file, with its size.
struct OpenFile {
  int descriptor = -1;
  std::size_t size = 0;
};

Result<OpenFile> open_regular(const std::string& path) {
  // Without O_NONBLOCK, opening a pipe waits for a writer.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return not_found(path, std::strerror(errno));
  struct stat there{};
  const bool is_regular = fstat(descriptor, &there) == 0 && S_ISREG(there.st_mode);
  if (!is_regular) {
    close(descriptor);
    return not_found(path,
                     S_ISDIR(there.st_mode)
                         ? "it is a folder"
                         : "it is not a regular file; standard input is read by the name `-`");
  }
  return OpenFile{descriptor, static_cast<std::size_t>(there.st_size)};
}

/// Bytes read into `target`, 0 at the end, negative on failure.
ssize_t read_block(int descriptor, char* target, std::size_t bytes) {
  ssize_t got = 0;
  do {
    got = read(descriptor, target, bytes);
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

Result<std::optional<std::string>> read_file(const std::string& path, std::size_t most) {
  const Result<OpenFile> file = open_regular(path);
  if (!file) return file.error();
  const int descriptor = file.value().descriptor;
  if (file.value().size > most) {
    close(descriptor);
    return std::optional<std::string>();
  }
  std::string bytes;
  // One byte more than it should have shows whether it has grown since.
  bytes.resize(file.value().size + 1);
  std::size_t used = 0;
  while (true) {
    const ssize_t got = read_block(descriptor, bytes.data() + used, bytes.size() - used);
    if (got < 0) {
      const int error = errno;
      close(descriptor);
      return device_failed(path, error);
    }
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used > most) break;
    if (used == bytes.size()) bytes.resize(bytes.size() * 2);
  }
  close(descriptor);
  if (used > most) return std::optional<std::string>();
  bytes.resize(used);
  return std::optional<std::string>(std::move(bytes));
}

Result<std::string> read_standard_input(std::size_t most) {
  std::string bytes;
  while (bytes.size() <= most) {
    const std::size_t used = bytes.size();
    bytes.resize(used + kBlockBytes);
    const ssize_t got = read_block(STDIN_FILENO, bytes.data() + used, kBlockBytes);
    if (got < 0) return device_failed("standard input", errno);
    bytes.resize(used + static_cast<std::size_t>(got));
    if (got == 0) return bytes;
  }
  return Error{ErrorKind::kInput, fmt::format("standard input has more than {} bytes", most)};
}

LineReader::LineReader(std::string path, int descriptor, std::size_t longest)
    : path_(std::move(path)), descriptor_(descriptor), longest_(longest) {}

LineReader::LineReader(LineReader&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      longest_(other.longest_),
      buffer_(std::move(other.buffer_)),
      begin_(other.begin_),
      searched_(other.searched_),
      lines_(other.lines_),
      is_at_end_(other.is_at_end_),
      failure_(std::move(other.failure_)) {}

LineReader::~LineReader() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

Result<LineReader> LineReader::open(const std::string& path, std::size_t longest) {
  if (path == "-") return LineReader("standard input", STDIN_FILENO, longest);
  const Result<OpenFile> file = open_regular(path);
  if (!file) return file.error();
  return LineReader(path, file.value().descriptor, longest);
}

bool LineReader::fill() {
  if (is_at_end_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    searched_ -= begin_;
    begin_ = 0;
  }
  const std::size_t used = buffer_.size();
  buffer_.resize(used + kBlockBytes);
  const ssize_t got = read_block(descriptor_, buffer_.data() + used, kBlockBytes);
  if (got < 0) failure_ = device_failed(path_, errno);
  buffer_.resize(used + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  is_at_end_ = got <= 0;
  return !is_at_end_;
}

bool LineReader::is_ready() {
  if (is_at_end_ || buffer_.find('\n', searched_) != std::string::npos) return true;
  struct pollfd waiting{descriptor_, POLLIN, 0};
  return poll(&waiting, 1, 0) != 0;
}

std::optional<InputLine> LineReader::next() {
  InputLine line;
  while (true) {
    const std::size_t end = buffer_.find('\n', searched_);
    const bool is_whole = end != std::string::npos;
    if (!is_whole) {
      searched_ = buffer_.size();
      if (searched_ - begin_ > longest_) {
        line.is_too_long = true;
        begin_ = searched_;
      }
      if (fill()) continue;
      if (failure_ || (begin_ == buffer_.size() && !line.is_too_long)) return std::nullopt;
    }
    const std::size_t stop = is_whole ? end : buffer_.size();
    line.is_too_long = line.is_too_long || stop - begin_ > longest_;
    if (!line.is_too_long) {
      line.text = buffer_.substr(begin_, stop - begin_);
      if (line.text.ends_with('\r')) line.text.pop_back();
    }
    begin_ = is_whole ? end + 1 : stop;
    searched_ = begin_;
    line.number = ++lines_;
    return line;
  }
}

}  // namespace probity
