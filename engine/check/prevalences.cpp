#include "check/prevalences.h"

#include <algorithm>

#include <fmt/format.h>

#include "check/constants.h"
#include "check/dated.h"
#include "check/findings.h"
#include "check/graph.h"
#include "check/nodes.h"
#include "check/norms.h"

namespace probity {
namespace {

using DeclaredPrevalence = Declared<ast::Prevalence, PrevalenceId>;

/// "A prevails over B"
Span head_span(const ast::Prevalence& written) {
  return join(written.winner.front().span, written.loser.back().span);
}

bool are_same_list(const Program& program, NodeId left, NodeId right) {
  return left.is_present() && right.is_present() && program[left].shape == program[right].shape;
}

class PrevalenceChecker {
 public:
  PrevalenceChecker(const DeclaredPrevalence& declared, const Declarations& declarations,
                    Context& context)
      : written_(*declared.written),
        visible_(*declared.visible),
        doc_(declared.declaration->doc),
        declarations_(declarations),
        context_(context) {}

  void run() {
    require_cited();
    Prevalence result;
    result.winner = resolve_rule(written_.winner, visible_, context_);
    result.loser = resolve_rule(written_.loser, visible_, context_);
    result.doc = doc_;
    result.span = head_span(written_);
    result.laws = resolve_laws(written_.norm.laws, visible_, context_);
    result.effective = check_window(written_.norm.effective, context_);
    if (written_.norm.under) {
      result.under = resolve_reading(context_, visible_, *written_.norm.under);
    }
    const Range range = check_for_each(written_.for_each, visible_, context_);
    result.for_each = range.for_each;
    result.when =
        check_condition(written_.when, {.name = "`when`"}, visible_, range.variables, context_);
    if (!is_known(result.winner) || !is_known(result.loser)) return;
    if (result.winner == result.loser) {
      context_.report({.code = Code::circular_prevalence,
                       .span = result.span,
                       .message = fmt::format("rule `{}` prevails over itself",
                                              context_.program[result.winner].name),
                       .help = "a rule that prevails makes another one not applicable"});
      return;
    }
    if (!fits_lists(result)) return;
    Program& program = context_.program;
    program.rules[result.loser.index()].prevailed_by.emplace_back(program.prevalences.size());
    program.prevalences.push_back(std::move(result));
  }

 private:
  void require_cited() {
    ast::Name head{.text = fmt::format("{} prevails over {}", text_of(written_.winner),
                                       text_of(written_.loser)),
                   .span = head_span(written_)};
    require_law(written_.norm.laws, head, "declaration", context_);
  }

  [[nodiscard]] bool is_known(RuleId rule) const {
    return rule.is_present() && declarations_.rules[rule.index()].is_complete();
  }

  /// Of which element both rules are asked is clear, or there is none.
  bool fits_lists(Prevalence& prevalence) {
    const Program& program = context_.program;
    const std::optional<ForEach>& winner = program[prevalence.winner].for_each;
    const std::optional<ForEach>& loser = program[prevalence.loser].for_each;
    prevalence.is_by_element = winner && loser && are_same_list(program, winner->list, loser->list);
    if (winner && !prevalence.is_by_element) {
      if (!winner->list.is_present() || (loser && !loser->list.is_present())) return false;
      return refuse(head_span(written_),
                    fmt::format("rule `{}` runs over a list, and rule `{}` {}",
                                program[prevalence.winner].name, program[prevalence.loser].name,
                                loser ? "over another one" : "does not"),
                    prevalence,
                    "let both run over the same list, or say in an exception when the rule is "
                    "excused");
    }
    if (!prevalence.for_each) return true;
    if (!prevalence.for_each->list.is_present()) return false;
    if (prevalence.is_by_element &&
        are_same_list(program, prevalence.for_each->list, loser->list)) {
      return true;
    }
    return refuse(written_.for_each->span,
                  prevalence.is_by_element
                      ? "this is another list than the one that both rules run over"
                      : "the two rules do not run over this list",
                  prevalence,
                  prevalence.is_by_element ? "repeat the `for each` of the rules" : "leave it out");
  }

  bool refuse(Span span, std::string message, const Prevalence& prevalence, std::string help) {
    const Program& program = context_.program;
    Diagnostic diagnostic{.code = Code::prevalence_list,
                          .span = span,
                          .message = std::move(message),
                          .help = std::move(help)};
    for (const RuleId rule : {prevalence.winner, prevalence.loser}) {
      const std::optional<ForEach>& for_each = program[rule].for_each;
      const bool has_list = for_each && for_each->list.is_present();
      diagnostic.labels.push_back(
          {.span = has_list ? program[for_each->list].span : program[rule].span,
           .text = fmt::format("rule `{}`", program[rule].name)});
    }
    context_.report(std::move(diagnostic));
    return false;
  }

  const ast::Prevalence& written_;
  const Visible& visible_;
  const std::string& doc_;
  const Declarations& declarations_;
  Context& context_;
};

/// The declaration by which one rule prevails over the other.
const Prevalence* find_prevalence(const Program& program, std::size_t loser, std::size_t winner) {
  for (const PrevalenceId id : program.rules[loser].prevailed_by) {
    if (program[id].winner.index() == winner) return &program[id];
  }
  return nullptr;
}

void report_circles(Context& context) {
  Program& program = context.program;
  std::vector<std::vector<std::size_t>> needs(program.rules.size());
  for (const Prevalence& prevalence : program.prevalences) {
    needs[prevalence.loser.index()].push_back(prevalence.winner.index());
  }
  for (const std::vector<std::size_t>& cycle : order_dependencies(needs).cycles) {
    Diagnostic diagnostic{.code = Code::circular_prevalence};
    std::string path;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      const std::size_t winner = cycle[(i + 1) % cycle.size()];
      const Prevalence* prevalence = find_prevalence(program, cycle[i], winner);
      path += fmt::format("`{}`, ", program.rules[cycle[cycle.size() - 1 - i]].name);
      if (i == 0) {
        diagnostic.span = prevalence->span;
      } else {
        diagnostic.labels.push_back({.span = prevalence->span, .text = "and this"});
      }
    }
    diagnostic.message = fmt::format("rules prevail over each other in a circle: {}`{}`", path,
                                     program.rules[cycle.back()].name);
    diagnostic.help = "one of them has to give way";
    context.report(std::move(diagnostic));
    for (const std::size_t rule : cycle) program.rules[rule].prevailed_by.clear();
  }
}

bool share_a_day(const std::vector<Window>& left, const std::vector<Window>& right,
                 const Window& both) {
  for (const Window& one : left) {
    const std::optional<Window> within = intersect(one, both);
    if (!within) continue;
    for (const Window& other : right) {
      if (intersect(*within, other)) return true;
    }
  }
  return false;
}

/// One declaration with what is known of its rules.
class PrevalenceReview {
 public:
  PrevalenceReview(PrevalenceId id, ConstantFinder& finder, Context& context)
      : id_(id),
        context_(context),
        program_(context.program),
        finder_(finder),
        prevalence_(program_[id]),
        winner_(program_[prevalence_.winner]),
        loser_(program_[prevalence_.loser]) {}

  void review() { static_cast<void>(review_window() && review_condition() && review_earlier()); }

 private:
  /// Each of these is false after it has reported that the declaration changes nothing.
  bool review_window() {
    const std::optional<std::vector<Window>> winning = windows_of(context_, winner_);
    const std::optional<std::vector<Window>> losing = windows_of(context_, loser_);
    if (!winning || !losing || winning->empty() || losing->empty()) return true;
    // A rule of another instrument is asked on the reference date of that.
    const bool is_one_day = std::any_of(
        winner_.instruments.begin(), winner_.instruments.end(), [&](InstrumentId instrument) {
          return std::find(loser_.instruments.begin(), loser_.instruments.end(), instrument) !=
                 loser_.instruments.end();
        });
    if (share_a_day(is_one_day ? *winning : std::vector<Window>{Window{}}, *losing,
                    prevalence_.effective)) {
      return true;
    }
    return refuse(prevalence_.span,
                  fmt::format("rule `{}` is in force {}, rule `{}` {}, this {}", winner_.name,
                              window_text(winning->front()), loser_.name,
                              window_text(losing->front()), window_text(prevalence_.effective)),
                  "they have no day in common");
  }

  bool review_condition() {
    if (!prevalence_.when.is_present()) return true;
    std::vector<ReadingCondition> under;
    for (const std::optional<ReadingCondition>& chosen :
         {prevalence_.under, winner_.under, loser_.under}) {
      if (!chosen) continue;
      for (const ReadingCondition& earlier : under) {
        if (earlier.interpretation != chosen->interpretation) continue;
        if (earlier.reading == chosen->reading) continue;
        return refuse(prevalence_.span, "its rules stand under other readings than it",
                      "leave `under` out, or say the reading of both rules");
      }
      under.push_back(*chosen);
    }
    if (finder_.truth(prevalence_.when, under) != false) return true;
    return refuse(program_[prevalence_.when].span, "this condition is never true",
                  "nothing can make it so");
  }

  bool review_earlier() {
    for (const PrevalenceId other : loser_.prevailed_by) {
      if (other == id_) return true;
      const Prevalence& earlier = program_[other];
      if (earlier.winner != prevalence_.winner || earlier.effective != prevalence_.effective)
        continue;
      if (earlier.under.has_value() || prevalence_.under.has_value()) continue;
      if (!earlier.when.is_present() || !prevalence_.when.is_present()) continue;
      if (program_[earlier.when].shape != program_[prevalence_.when].shape) continue;
      return refuse(prevalence_.span, "an earlier one says the same",
                    "cite both laws in one of them", earlier.span);
    }
    return true;
  }

  bool refuse(Span span, std::string why, std::string help, Span label = Span()) {
    Diagnostic diagnostic{.code = Code::idle_prevalence,
                          .span = span,
                          .message = fmt::format("that `{}` prevails over `{}` changes nothing: {}",
                                                 winner_.name, loser_.name, why),
                          .help = std::move(help)};
    if (label.source.is_present()) {
      diagnostic.labels.push_back({.span = label, .text = "the earlier one"});
    }
    context_.report(std::move(diagnostic));
    return false;
  }

  PrevalenceId id_;
  Context& context_;
  const Program& program_;
  ConstantFinder& finder_;
  const Prevalence& prevalence_;
  const Rule& winner_;
  const Rule& loser_;
};

}  // namespace

void report_idle_prevalences(Context& context) {
  ConstantFinder finder(context.program);
  for (std::size_t i = 0; i < context.program.prevalences.size(); ++i) {
    PrevalenceReview(PrevalenceId(i), finder, context).review();
  }
}

void fill_prevalences(const Declarations& declarations, Context& context) {
  for (const DeclaredPrevalence& declared : declarations.prevalences) {
    if (declared.is_complete()) PrevalenceChecker(declared, declarations, context).run();
  }
  report_circles(context);
}

}  // namespace probity
