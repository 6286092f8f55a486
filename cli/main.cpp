// The process: three open descriptors, one exit status, and no exception that leaves.

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <span>
#include <string>

#include "cli/command.h"
#include "cli/console.h"

namespace {

// Written as they stand: `complain` would ask for memory.
constexpr const char* kNoMemory = "probity: there is not enough memory\n";
constexpr const char* kDefect = "probity: a defect of the program: it cannot go on\n";

/// A file that is opened must never take the place of a standard stream that the caller closed.
/// What stands in for it fails where it is used: reading is refused on one that is for writing.
void occupy_standard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) < 0) {
      (void)open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
}

/// Where an exception cannot travel on, as from a destructor of ANTLR's that asks for memory.
[[noreturn]] void end_with_message() {
  const char* message = kDefect;
  try {
    if (std::current_exception()) std::rethrow_exception(std::current_exception());
  } catch (const std::bad_alloc&) {
    message = kNoMemory;
  } catch (...) {
    message = kDefect;
  }
  (void)std::fputs(message, stderr);
  std::_Exit(static_cast<int>(probity::ExitStatus::kDefect));
}

}  // namespace

int main(int argc, char** argv) {
  using probity::ExitStatus;
  occupy_standard_streams();
  std::set_terminate(end_with_message);
  // A reader that goes away is an error of the write, not the end of the process.
  (void)std::signal(SIGPIPE, SIG_IGN);
  ExitStatus status = ExitStatus::kDefect;
  try {
    const std::span<char*> words(argv, static_cast<std::size_t>(argc));
    status = probity::run_probity(std::span<const char* const>(words.subspan(argc > 0 ? 1 : 0)));
  } catch (const std::bad_alloc&) {
    (void)std::fputs(kNoMemory, stderr);
  } catch (const std::exception& error) {
    probity::complain(std::string("a defect of the program: ") + error.what());
  }
  return static_cast<int>(status);
}
