// Many pieces of work over several threads, with a bar while it is long.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

#include "cli/arguments.h"

namespace probity {

/// A bar on standard error, once the work has taken long enough for somebody to wonder.
class ProgressBar {
 public:
  ProgressBar(const Arguments& arguments, std::size_t total);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

  /// Called by one thread alone.
  void show(std::size_t done);

 private:
  bool is_wanted_;
  bool is_shown_ = false;
  std::size_t total_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_;
};

/// For work that is too short, or told otherwise.
struct NoProgress {
  void show(std::size_t) {}
};

/// Does the pieces 0 to `total` - 1, in any order. `make_worker` is called once in each of `jobs`
/// threads; what it returns is called with the pieces that this thread does. A failure of one
/// thread is thrown again in this one.
template <class Progress, class MakeWorker>
void share_work(std::size_t total, std::size_t jobs, Progress&& progress,
                const MakeWorker& make_worker) {
  std::vector<std::exception_ptr> failures(jobs);
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t member) {
    try {
      auto worker = make_worker();
      for (std::size_t at = next++; at < total; at = next++) {
        worker(at);
        if (member == 0) progress.show(std::min(next.load(), total));
      }
    } catch (...) {
      failures[member] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t member = 1; member < std::min(jobs, total); ++member) {
      threads.emplace_back(work, member);
    }
    work(0);
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace probity
