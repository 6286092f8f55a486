#include "report/trace_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "report/wording.h"
#include "support/match.h"

namespace probity {
namespace {

Tone value_tone(const std::string& value) {
  if (value == "true") return Tone::kGood;
  if (value == "false") return Tone::kBad;
  if (value == "unknown") return Tone::kOpen;
  return Tone::kPlain;
}

/// A literal says nothing that its parent's source does not say.
bool is_literal(const Program& program, const TraceNode& step) {
  return std::holds_alternative<node::Literal>(program[step.node].content);
}

/// Where a parameter has its value from: its law, and the day from which the value holds.
std::string origin_of(const Program& program, const Parameter& parameter,
                      const std::string& value) {
  const auto dated = std::ranges::find_if(parameter.values, [&](const DatedConstant& constant) {
    return constant_text(program, constant.value, parameter.type) == value;
  });
  std::string origin = short_law_text(program, parameter.laws);
  if (dated != parameter.values.end() && dated->window.from) {
    origin += fmt::format(", {}", window_words(dated->window));
  }
  return origin;
}

/// Which reading decided, where the step asked for another one.
std::string reading_of(const Program& program, const node::ReadingTest& test,
                       const std::string& value) {
  const Interpretation& point = program[test.interpretation];
  constexpr std::size_t kTwo = 2;
  std::size_t decisive = test.reading;
  if (value == "false") {
    // Of more than two, the step does not tell which of the others it was.
    if (point.readings.size() != kTwo) return short_law_text(program, point.laws);
    decisive = 1 - test.reading;
  }
  const Reading& reading = point.readings[decisive];
  return fmt::format("{}, read as {}: {}", short_law_text(program, point.laws), reading.name,
                     reading.title);
}

/// Whence a step that is no fact has its value; "" for the others.
std::string source_of(const Program& program, const TraceNode& step) {
  return match(
      program[step.node].content,
      [&](const node::ParameterUse& use) {
        return origin_of(program, program[use.parameter], step.value);
      },
      [&](const node::ReadingTest& test) { return reading_of(program, test, step.value); },
      [&](const node::Call& call) {
        return short_law_text(program, program[call.definition].laws);
      },
      [](const auto&) { return std::string(); });
}

std::string step_line(const Program& program, const TraceNode& step) {
  std::string line = fmt::format("{} → {}", node_text(program, step.node), step.value);
  const std::string source = source_of(program, step);
  if (!source.empty()) line += fmt::format(" ({})", source);
  // A step that only looks a fact up says where.
  if (step.children.empty() && step.facts.size() == 1 && step.facts.front().value == step.value) {
    line += fmt::format(" at {}", step.facts.front().pointer);
  }
  if (step.row != 0) line += fmt::format(" (row {})", step.row);
  if (!step.reason.empty()) line += fmt::format(" ({})", step.reason);
  return line;
}

class TreeDrawer {
 public:
  TreeDrawer(Page& page, const Program& program) : page_(page), program_(program) {}

  /// `prefix` is what stands before the branches of this step's children.
  void draw(const TraceNode& step, const std::string& first, const std::string& prefix) {
    page_.branch(first, prefix + (has_branches(step) ? "│ " : "  "), step_line(program_, step),
                 value_tone(step.value) == Tone::kOpen ? Tone::kOpen : Tone::kPlain);
    std::vector<const TraceNode*> children;
    for (const TraceNode& child : step.children) {
      if (!is_literal(program_, child)) children.push_back(&child);
    }
    const std::size_t fact_count = shows_facts(step) ? step.facts.size() : 0;
    const std::size_t shown_facts = std::min(fact_count, kMaxBranches);
    const std::size_t shown = std::min(children.size(), kMaxBranches);
    std::size_t left = shown_facts + shown + (fact_count > shown_facts ? 1 : 0) +
                       (children.size() > shown ? 1 : 0);
    const auto leaf = [&](const std::string& text) {
      --left;
      page_.branch(prefix + (left == 0 ? "└─ " : "├─ "), prefix + (left == 0 ? "   " : "│  "), text,
                   Tone::kFaint);
    };
    for (std::size_t index = 0; index < shown_facts; ++index) {
      leaf(fmt::format("{} is {}", step.facts[index].pointer, step.facts[index].value));
    }
    if (fact_count > shown_facts) leaf(fmt::format("and {} more facts", fact_count - shown_facts));
    for (std::size_t index = 0; index < shown; ++index) {
      --left;
      draw(*children[index], prefix + (left == 0 ? "└─ " : "├─ "),
           prefix + (left == 0 ? "   " : "│  "));
    }
    if (children.size() > shown) {
      leaf(fmt::format("and {} more steps", children.size() - shown));
    }
  }

 private:
  static bool shows_facts(const TraceNode& step) {
    return !step.facts.empty() && !(step.children.empty() && step.facts.size() == 1 &&
                                    step.facts.front().value == step.value);
  }
  [[nodiscard]] bool has_branches(const TraceNode& step) const {
    return shows_facts(step) || std::ranges::any_of(step.children, [&](const TraceNode& child) {
             return !is_literal(program_, child);
           });
  }

  Page& page_;
  const Program& program_;
};

std::string_view truth_words(Truth truth) {
  switch (truth) {
    case Truth::kFalse:
      return "no";
    case Truth::kTrue:
      return "yes";
    case Truth::kUnknown:
      return "unknown";
  }
  return "";
}

Tone truth_tone(Truth truth) {
  switch (truth) {
    case Truth::kFalse:
      return Tone::kBad;
    case Truth::kTrue:
      return Tone::kGood;
    case Truth::kUnknown:
      return Tone::kOpen;
  }
  return Tone::kPlain;
}

/// Decisive steps of one clause that are named before its tree.
constexpr std::size_t kMostDecisive = 4;

/// Can the value of such a step be that of some of its parts alone?
bool is_decided_by_parts(const node::Content& content) {
  return match(
      content, [](const node::And&) { return true; }, [](const node::Or&) { return true; },
      [](const node::Call&) { return true; }, [](const node::Quantifier&) { return true; },
      [](const auto&) { return false; });
}

/// The innermost conditions that made the step what it is.
void collect_decisive(const Program& program, const TraceNode& step,
                      std::vector<const TraceNode*>& decisive) {
  bool has_parts = false;
  if (is_decided_by_parts(program[step.node].content)) {
    for (const TraceNode& child : step.children) {
      if (child.value != step.value) continue;
      has_parts = true;
      collect_decisive(program, child, decisive);
    }
  }
  if (!has_parts) decisive.push_back(&step);
}

void collect_facts(const TraceNode& step, std::vector<std::string>& facts) {
  for (const FactRead& fact : step.facts) {
    std::string text = fmt::format("{} is {}", fact.pointer, fact.value);
    if (std::ranges::find(facts, text) == facts.end()) facts.push_back(std::move(text));
  }
  for (const TraceNode& child : step.children) collect_facts(child, facts);
}

/// Why a condition does not hold or is open, before the whole of its tree.
void add_decisive(Page& page, std::size_t indent, const Program& program, const TraceNode& root) {
  std::vector<const TraceNode*> decisive;
  collect_decisive(program, root, decisive);
  // A condition of one step says it all by itself.
  if (decisive.size() == 1 && decisive.front() == &root) return;
  const std::size_t shown = std::min(decisive.size(), kMostDecisive);
  for (std::size_t i = 0; i < shown; ++i) {
    std::vector<std::string> facts;
    collect_facts(*decisive[i], facts);
    const std::size_t left = facts.size() > kMostDecisive ? facts.size() - kMostDecisive : 0;
    if (left > 0) {
      facts.resize(kMostDecisive);
      facts.push_back(fmt::format("{} more", left));
    }
    page.entry({.indent = indent,
                .label = i == 0 ? "because" : "",
                .label_columns = 9,
                .text = fmt::format(
                    "{} {}{}{}",
                    decisive[i]->value == "false" ? "it is false that" : "it is not known whether",
                    node_text(program, decisive[i]->node), facts.empty() ? "" : ": ",
                    join_words(facts, "and")),
                .label_tone = Tone::kNote});
  }
  if (decisive.size() > shown) {
    page.entry({.indent = indent,
                .label = "",
                .label_columns = 9,
                .text = fmt::format("and {} more", decisive.size() - shown)});
  }
}

}  // namespace

void add_trace(Page& page, std::size_t indent, const Program& program, const Finding& finding) {
  for (const TraceClause& clause : finding.trace) {
    std::string name;
    std::string title;
    switch (clause.kind) {
      case TraceClause::Kind::kApplies:
        name = "applies";
        break;
      case TraceClause::Kind::kRequires:
        name = "requires";
        break;
      case TraceClause::Kind::kException: {
        const Exception& exception = program[clause.exception];
        name = exception_words(program, exception);
        title = fmt::format("{} ({})", exception.title, short_law_text(program, exception.laws));
        break;
      }
      case TraceClause::Kind::kWinnerApplies:
      case TraceClause::Kind::kPrevails:
        name = prevalence_words(program, clause);
        title = short_law_text(program, program[clause.prevalence].laws);
        break;
    }
    page.pieces(indent, {{name + ":", Tone::kStrong},
                         {std::string(truth_words(clause.truth)), truth_tone(clause.truth)}});
    if (!title.empty()) page.line(indent + 2, title, Tone::kFaint);
    if (clause.truth != Truth::kTrue) add_decisive(page, indent + 2, program, clause.root);
    const std::string margin(indent, ' ');
    TreeDrawer(page, program).draw(clause.root, margin + "└─ ", margin + "   ");
  }
}

}  // namespace probity
