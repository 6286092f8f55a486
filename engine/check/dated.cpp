#include "check/dated.h"

#include <fmt/format.h>

namespace probity {

Window check_window(const std::optional<ast::Window>& written, Context& context) {
  Window window;
  if (!written) return window;
  if (written->from) window.from = written->from->date;
  if (written->until) window.until = written->until->date;
  if (window.from && window.until && *window.until < *window.from) {
    context.report(
        {.code = Code::inverted_dates,
         .span = written->until->span,
         .message = fmt::format("it ends on {}, before it begins", date_text(*window.until)),
         .labels = {{.span = written->from->span, .text = "it begins here"}},
         .help = "`until D` is the last day that belongs to it"});
    window.until.reset();
  }
  return window;
}

std::optional<Window> intersect(const Window& first, const Window& second) {
  Window both = first;
  if (second.from && (!both.from || *both.from < *second.from)) both.from = second.from;
  if (second.until && (!both.until || *second.until < *both.until)) both.until = second.until;
  if (both.from && both.until && *both.until < *both.from) return std::nullopt;
  return both;
}

std::string window_text(const Window& window) {
  if (window.from && window.until) {
    return fmt::format("from {} until {}", date_text(*window.from), date_text(*window.until));
  }
  if (window.from) return fmt::format("from {} on", date_text(*window.from));
  if (window.until) return fmt::format("until {}", date_text(*window.until));
  return "at all times";
}

}  // namespace probity
