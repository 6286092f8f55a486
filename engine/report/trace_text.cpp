#include "report/trace_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "report/wording.h"

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

std::string step_line(const Program& program, const TraceNode& step) {
  std::string line = fmt::format("{} → {}", node_text(program, step.node), step.value);
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

}  // namespace

void add_trace(Page& page, std::size_t indent, const Program& program, const Finding& finding) {
  for (const TraceClause& clause : finding.trace) {
    std::string name;
    switch (clause.kind) {
      case TraceClause::Kind::kApplies:
        name = "applies";
        break;
      case TraceClause::Kind::kRequires:
        name = "requires";
        break;
      case TraceClause::Kind::kException:
        name = exception_words(program, program[clause.exception]);
        break;
      case TraceClause::Kind::kWinnerApplies:
      case TraceClause::Kind::kPrevails:
        name = prevalence_words(program, clause);
        break;
    }
    page.pieces(indent, {{name + ":", Tone::kStrong},
                         {std::string(truth_words(clause.truth)), truth_tone(clause.truth)}});
    const std::string margin(indent, ' ');
    TreeDrawer(page, program).draw(clause.root, margin + "└─ ", margin + "   ");
  }
}

}  // namespace probity
