// Where the mistakes of one parse are reported, and where they were: a declaration with one inside
// is not complete.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace probity::syntax {

class MistakeLog {
 public:
  /// `diagnostics` must outlive the log.
  explicit MistakeLog(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void report(Diagnostic diagnostic) {
    ++size_;
    if (is_muted(diagnostic.span.begin)) return;
    if (is_full()) return;
    spans_.push_back(diagnostic.span);
    diagnostics_.add(std::move(diagnostic));
  }

  /// From now on nothing in `span` is reported: what is wrong there has one cause, which was.
  void mute(Span span) { muted_.push_back(span); }

  [[nodiscard]] std::size_t size() const { return size_; }
  /// No more will be kept, so that looking for them would be work for nothing.
  [[nodiscard]] bool is_full() const { return diagnostics_.was_cut(); }
  /// Begins between the two ends of `span`, both included. A full log knows no longer, and says
  /// yes.
  [[nodiscard]] bool has_mistake_in(Span span) const {
    return is_full() || std::any_of(spans_.begin(), spans_.end(), [&](const Span& mistake) {
             return mistake.begin >= span.begin && mistake.begin <= span.end;
           });
  }

 private:
  [[nodiscard]] bool is_muted(std::uint32_t offset) const {
    return std::any_of(muted_.begin(), muted_.end(), [&](const Span& span) {
      return offset >= span.begin && offset <= span.end;
    });
  }

  Diagnostics& diagnostics_;
  std::vector<Span> spans_;  ///< while the log is not full
  std::vector<Span> muted_;
  std::size_t size_ = 0;
};

}  // namespace probity::syntax
