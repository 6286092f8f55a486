// The process: three open descriptors, one exit status, and no exception that leaves.

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <new>
#include <span>
#include <string>

#include "cli/command.h"
#include "cli/console.h"

namespace {

/// A file that is opened must never take the place of a standard stream that the caller closed.
/// What stands in for it fails where it is used: reading is refused on one that is for writing.
void occupy_standard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) < 0) {
      (void)open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  using probity::ExitStatus;
  occupy_standard_streams();
  // A reader that goes away is an error of the write, not the end of the process.
  (void)std::signal(SIGPIPE, SIG_IGN);
  ExitStatus status = ExitStatus::kDefect;
  try {
    const std::span<char*> words(argv, static_cast<std::size_t>(argc));
    status = probity::run_probity(std::span<const char* const>(words.subspan(argc > 0 ? 1 : 0)));
  } catch (const std::bad_alloc&) {
    probity::complain("there is not enough memory");
  } catch (const std::exception& error) {
    probity::complain(std::string("a defect of the program: ") + error.what());
  }
  return static_cast<int>(status);
}
