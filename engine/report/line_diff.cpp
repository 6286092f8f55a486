#include "report/line_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "support/text.h"

namespace probity {
namespace {

using Lines = std::vector<std::string_view>;

/// Each with its line end, so that a missing one is a difference.
Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

/// One line of the result: ' ' kept, '-' taken away, '+' added.
struct Change {
  char sign = ' ';
  std::string_view line;
};

/// The changes between two ranges that differ at both ends, by their longest common subsequence.
void add_changes(const Lines& before, const Lines& after, std::vector<Change>& changes) {
  const std::size_t width = after.size() + 1;
  std::vector<std::uint32_t> common;  // of the rests from [row, column]
  if (before.size() * after.size() <= kMostComparedLines) {
    common.assign((before.size() + 1) * width, 0);
    for (std::size_t row = before.size(); row-- > 0;) {
      for (std::size_t column = after.size(); column-- > 0;) {
        const std::size_t at = row * width + column;
        common[at] = before[row] == after[column] ? common[at + width + 1] + 1
                                                  : std::max(common[at + width], common[at + 1]);
      }
    }
  }
  std::size_t row = 0;
  std::size_t column = 0;
  while (row < before.size() || column < after.size()) {
    const std::size_t at = row * width + column;
    const bool both = row < before.size() && column < after.size();
    if (both && !common.empty() && before[row] == after[column]) {
      changes.push_back({' ', before[row++]});
      ++column;
    } else if (column == after.size() ||
               (both && (common.empty() || common[at + width] >= common[at + 1]))) {
      changes.push_back({'-', before[row++]});
    } else {
      changes.push_back({'+', after[column++]});
    }
  }
}

std::vector<Change> find_changes(const Lines& before, const Lines& after) {
  std::size_t head = 0;
  while (head < before.size() && head < after.size() && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < before.size() - head && tail < after.size() - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  std::vector<Change> changes;
  changes.reserve(before.size() + after.size());
  for (std::size_t index = 0; index < head; ++index) changes.push_back({' ', before[index]});
  const auto middle = [&](const Lines& lines) {
    return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                 lines.end() - static_cast<std::ptrdiff_t>(tail));
  };
  add_changes(middle(before), middle(after), changes);
  for (std::size_t index = before.size() - tail; index < before.size(); ++index)
    changes.push_back({' ', before[index]});
  return changes;
}

std::string shown(const Change& change) {
  std::string_view line = change.line;
  const bool is_whole = line.ends_with('\n');
  if (is_whole) line.remove_suffix(1);
  return fmt::format("{}{}\n{}", change.sign, escape_untrusted(line),
                     is_whole ? "" : "\\ No newline at end of file\n");
}

/// "12,4": first line and number of lines. An empty range is named by the line before it.
std::string range_text(std::size_t first, std::size_t count) {
  const std::size_t named = count == 0 ? first : first + 1;
  return count == 1 ? fmt::format("{}", named) : fmt::format("{},{}", named, count);
}

}  // namespace

std::string unified_diff(std::string_view name, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<Change> changes = find_changes(split(before), split(after));
  const std::string shown_name = escape_untrusted(name);
  std::string result = fmt::format("--- {}\n+++ {}\n", shown_name, shown_name);
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  std::size_t at = 0;  // all before it is done
  const auto advance = [&](std::size_t end) {
    for (; at < end; ++at) {
      old_line += changes[at].sign != '+' ? 1U : 0U;
      new_line += changes[at].sign != '-' ? 1U : 0U;
    }
  };
  while (true) {
    const auto is_change = [](const Change& change) { return change.sign != ' '; };
    const auto from = changes.begin() + static_cast<std::ptrdiff_t>(at);
    const auto next =
        static_cast<std::size_t>(std::find_if(from, changes.end(), is_change) - changes.begin());
    if (next == changes.size()) return result;
    // A hunk ends where more unchanged lines follow than two contexts hold.
    std::size_t last = next;
    for (std::size_t index = next; index < changes.size() && index <= last + 2 * kDiffContextLines;
         ++index) {
      if (is_change(changes[index])) last = index;
    }
    advance(next - std::min(next - at, kDiffContextLines));
    const std::size_t end = std::min(changes.size(), last + 1 + kDiffContextLines);
    const std::size_t first_old = old_line;
    const std::size_t first_new = new_line;
    std::string lines;
    for (std::size_t index = at; index < end; ++index) lines += shown(changes[index]);
    advance(end);
    result += fmt::format("@@ -{} +{} @@\n{}", range_text(first_old, old_line - first_old),
                          range_text(first_new, new_line - first_new), lines);
  }
}

}  // namespace probity
