#include "cli/work.h"

#include <fmt/format.h>
#include <unistd.h>

#include <string>

#include "cli/console.h"

namespace probity {

ProgressBar::ProgressBar(const Arguments& arguments, std::size_t total)
    : is_wanted_(!arguments.has(Option::kQuiet) && isatty(STDERR_FILENO) == 1), total_(total) {}

ProgressBar::~ProgressBar() {
  if (is_shown_) show_on_error("\r\x1b[K");
}

void ProgressBar::show(std::size_t done) {
  constexpr std::chrono::milliseconds kPatience{300};
  constexpr std::chrono::milliseconds kPause{50};
  const auto now = std::chrono::steady_clock::now();
  if (!is_wanted_ || now - started_ < kPatience || now - shown_ < kPause) return;
  constexpr std::size_t kColumns = 40;
  const std::size_t filled = done * kColumns / std::max<std::size_t>(total_, 1);
  show_on_error(fmt::format("\r\x1b[K[{}{}] {}/{}", std::string(filled, '#'),
                            std::string(kColumns - filled, '.'), done, total_));
  shown_ = now;
  is_shown_ = true;
}

}  // namespace probity
