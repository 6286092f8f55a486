#include "audit/durable.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "support/text.h"

namespace probity::audit {
namespace {

/// Closes what it was given.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool sync_folder(const std::string& path) {
  const Descriptor folder(open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.is_open() && fsync(folder.number()) == 0;
}

std::string_view why_not_made(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      return "cannot be made: its folder is not there";
    case EROFS:
      return "cannot be made: the file system is read-only";
    case EACCES:
    case EPERM:
      return "cannot be made: its folder may not be written";
    case ENOSPC:
    case EDQUOT:
      return "cannot be made: no space is left";
    default:
      return "cannot be made";
  }
}

}  // namespace

Error file_error(ErrorKind kind, const std::string& path, std::string_view what) {
  return {kind, fmt::format("`{}` {}", escape_untrusted(path), what)};
}

Error not_made(const std::string& path, int number) {
  if (number == EEXIST) return file_error(ErrorKind::kUsage, path, "is there already");
  return file_error(ErrorKind::kOutput, path, why_not_made(number));
}

std::optional<Error> write_private_file(const std::string& path, std::string_view bytes) {
  const Descriptor file(
      open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open()) return not_made(path, errno);
  if (!write_all(file.number(), bytes) || fsync(file.number()) != 0 || !sync_folder(path)) {
    unlink(path.c_str());
    return file_error(ErrorKind::kOutput, path, "cannot be written");
  }
  return std::nullopt;
}

Result<std::string> read_private_file(const std::string& path, std::size_t most) {
  // Without O_NONBLOCK a pipe would be waited for.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ELOOP) {
      return file_error(ErrorKind::kInput, path, "is a symbolic link; name the file itself");
    }
    return file_error(ErrorKind::kNotFound, path,
                      errno == ENOENT ? "is not there" : "may not be read");
  }
  struct stat status{};
  if (fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return file_error(ErrorKind::kInput, path, "is not a regular file");
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return file_error(
        ErrorKind::kInput, path,
        fmt::format("is open to others (mode {:04o}), so it is no secret; after `chmod "
                    "600` it is, unless somebody has read it",
                    status.st_mode & 07777U));
  }
  if (std::cmp_greater(status.st_size, most))
    return file_error(ErrorKind::kInput, path, "is too large");
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = read(file.number(), bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return file_error(ErrorKind::kInputOutput, path, "cannot be read");
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

std::optional<Error> sync_file(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file.is_open() || fsync(file.number()) != 0 || !sync_folder(path)) {
    return file_error(ErrorKind::kOutput, path, "cannot be brought to the disk");
  }
  return std::nullopt;
}

}  // namespace probity::audit
