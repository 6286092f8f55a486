// Exceptions that change nothing.
#include <algorithm>

#include <fmt/format.h>

#include "check/constants.h"
#include "check/dated.h"
#include "check/findings.h"
#include "check/nodes.h"

namespace probity {
namespace {

/// One exception with what is known of it and of its rule.
class ExceptionReview {
 public:
  ExceptionReview(ExceptionId id, ConstantFinder& finder, Context& context)
      : context_(context),
        program_(context.program),
        finder_(finder),
        exception_(program_[id]),
        rule_(program_[exception_.rule]),
        norm_(*context.exception_norms[id.index()]),
        windows_(windows_of(context, rule_).value_or(std::vector<Window>())) {}

  void review() {
    if (review_reading() && review_window() && review_parameters() && review_condition()) {
      review_earlier();
    }
  }

 private:
  /// Each of these is false after it has reported that the exception changes nothing.
  bool review_reading() {
    if (!exception_.under || !rule_.under) return true;
    if (exception_.under->interpretation != rule_.under->interpretation) return true;
    const Interpretation& interpretation = program_[rule_.under->interpretation];
    if (exception_.under->reading == rule_.under->reading) return true;
    return refuse(norm_.under->span,
                  fmt::format("rule `{}` stands under reading `{}` alone", rule_.name,
                              interpretation.readings[rule_.under->reading].name),
                  "an exception stands only where its rule does: leave `under` out");
  }

  bool review_window() {
    if (windows_.empty()) return true;
    const bool shares_a_day = std::any_of(
        windows_.begin(), windows_.end(),
        [&](const Window& days) { return intersect(days, exception_.effective).has_value(); });
    if (shares_a_day) return true;
    return refuse(norm_.effective ? norm_.effective->span : exception_.span,
                  fmt::format("rule `{}` is in force {}, this exception {}", rule_.name,
                              window_text(windows_.front()), window_text(exception_.effective)),
                  "the two have no day in common");
  }

  bool review_parameters() {
    for (const ParameterId id : exception_.parameters_needed) {
      const std::vector<DatedConstant>& values = program_[id].values;
      if (values.empty() || windows_.empty()) continue;
      const bool has_value = std::any_of(windows_.begin(), windows_.end(), [&](const Window& days) {
        return std::any_of(values.begin(), values.end(), [&](const DatedConstant& value) {
          return intersect(days, value.window).has_value();
        });
      });
      if (has_value) continue;
      return refuse(program_[exception_.when].span,
                    fmt::format("parameter `{}` has no value while rule `{}` is in force",
                                program_[id].name, rule_.name),
                    "an exception without the value that it needs is false");
    }
    return true;
  }

  bool review_condition() {
    if (!exception_.when.is_present()) return true;
    std::vector<ReadingCondition> under;
    if (rule_.under) under.push_back(*rule_.under);
    if (exception_.under) under.push_back(*exception_.under);
    if (finder_.truth(exception_.when, under) == false) {
      return refuse(program_[exception_.when].span, "this condition is never true",
                    "nothing can make it so");
    }
    if (rule_.requirement.is_present() &&
        program_[exception_.when].shape == program_[rule_.requirement].shape) {
      return refuse(program_[exception_.when].span,
                    fmt::format("this is what rule `{}` requires", rule_.name),
                    "where it is true the rule is satisfied and asks for no exception");
    }
    return true;
  }

  void review_earlier() {
    for (const ExceptionId id : rule_.exceptions) {
      const Exception& earlier = program_[id];
      if (earlier.span == exception_.span) return;
      if (!earlier.when.is_present() || !exception_.when.is_present()) continue;
      if (program_[earlier.when].shape != program_[exception_.when].shape) continue;
      const bool has_its_days =
          intersect(earlier.effective, exception_.effective) == std::optional(exception_.effective);
      const bool has_its_reading =
          !earlier.under ||
          (exception_.under && earlier.under->interpretation == exception_.under->interpretation &&
           earlier.under->reading == exception_.under->reading);
      if (!has_its_days || !has_its_reading) continue;
      context_.report(
          {.code = Code::repeated_exception,
           .span = exception_.span,
           .message = fmt::format("`{}` has the condition of `{}`", exception_.name, earlier.name),
           .labels = {{.span = program_[earlier.when].span, .text = "the same condition"}},
           .help = "cite both laws in one exception"});
      return;
    }
  }

  bool refuse(Span span, std::string why, std::string help) {
    context_.report(
        {.code = Code::unreachable_exception,
         .span = span,
         .message = fmt::format("exception `{}` can never stand: {}", exception_.name, why),
         .labels = {{.span = rule_.span, .text = "its rule"}},
         .help = std::move(help)});
    return false;
  }

  Context& context_;
  const Program& program_;
  ConstantFinder& finder_;
  const Exception& exception_;
  const Rule& rule_;
  const ast::Norm& norm_;
  std::vector<Window> windows_;  ///< of the rule; none where they are not known or there are none
};

}  // namespace

void report_unreachable_exceptions(Context& context) {
  ConstantFinder finder(context.program);
  for (std::size_t i = 0; i < context.program.exceptions.size(); ++i) {
    ExceptionReview(ExceptionId(i), finder, context).review();
  }
}

}  // namespace probity
