#include "report/margin.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "report/wording.h"
#include "values/percentage.h"

namespace probity {
namespace {

using node::Comparator;

/// What a trace says of one side, as a number that can be subtracted: a share, a plain number, an
/// amount of one currency, or the days of a date.
struct Side {
  TypeKind kind = TypeKind::kNumber;
  Number value;
  std::string text;
  std::optional<Currency> currency;
};

std::optional<Number> parse_amount(std::string_view digits) {
  std::string plain;
  std::ranges::copy_if(digits, std::back_inserter(plain), [](char c) { return c != ' '; });
  return Number::parse(plain);
}

std::optional<Side> side_of_text(TypeKind kind, const std::string& text) {
  Side side{kind, Number(), text, std::nullopt};
  std::optional<Number> value;
  if (kind == TypeKind::kPercentage) {
    value = parse_percentage(text);
  } else if (kind == TypeKind::kNumber) {
    value = parse_amount(text);
  } else if (kind == TypeKind::kDate) {
    if (const std::optional<Date> date = parse_date(text)) value = Number(std::int64_t{date->days});
  } else if (kind == TypeKind::kMoney && text.size() > 4) {
    side.currency = find_currency(text.substr(0, 3));
    value = parse_amount(std::string_view(text).substr(4));
    if (!side.currency) return std::nullopt;
  }
  if (!value) return std::nullopt;
  side.value = *value;
  return side;
}

const TraceNode* find_step(const TraceNode& parent, NodeId node) {
  const auto found = std::ranges::find(parent.children, node, &TraceNode::node);
  return found == parent.children.end() ? nullptr : &*found;
}

std::optional<Side> side_of(const Program& program, const TraceNode& comparison, NodeId node) {
  const TypeKind kind = program.vocabulary.type(program[node].type).kind;
  if (const TraceNode* step = find_step(comparison, node)) return side_of_text(kind, step->value);
  const auto* literal = std::get_if<node::Literal>(&program[node].content);
  if (literal == nullptr) return std::nullopt;
  return side_of_text(kind, constant_text(program, literal->value, program[node].type));
}

std::string distance_words(const Side& left, const Number& distance) {
  switch (left.kind) {
    case TypeKind::kPercentage: {
      const std::string share = percentage_text(distance).text;  // "3.2 %"
      return share.substr(0, share.size() - 2) + " percentage points";
    }
    case TypeKind::kMoney:
      return money_text(Money{distance, *left.currency}).text;
    case TypeKind::kDate:
      return distance.to_text() + (distance == Number(1) ? " day" : " days");
    default:
      return distance.to_text();
  }
}

/// "at most", and "on or before" of days.
std::string_view comparator_words(Comparator op, bool of_days) {
  switch (op) {
    case Comparator::kAtMost:
      return of_days ? "on or before" : "at most";
    case Comparator::kLessThan:
      return of_days ? "before" : "less than";
    case Comparator::kAtLeast:
      return of_days ? "on or after" : "at least";
    case Comparator::kMoreThan:
      return of_days ? "after" : "more than";
    case Comparator::kEqual:
    case Comparator::kNotEqual:
      break;
  }
  return "";
}

std::optional<Margin> margin_of(const Program& program, const TraceNode& step,
                                const node::Compare& compare) {
  if (compare.op == Comparator::kEqual || compare.op == Comparator::kNotEqual) return std::nullopt;
  const std::optional<Side> left = side_of(program, step, compare.left);
  const std::optional<Side> right = side_of(program, step, compare.right);
  if (!left || !right || left->currency != right->currency) return std::nullopt;

  const bool of_days = left->kind == TypeKind::kDate;
  const bool is_ceiling = compare.op == Comparator::kAtMost || compare.op == Comparator::kLessThan;
  const Number difference = left->value - right->value;
  const std::string amount = distance_words(*left, difference.abs());
  std::string distance;
  if (difference.is_zero()) {
    distance = "exactly at the limit";
  } else if (difference.sign() > 0) {
    distance =
        fmt::format("{} {}", amount,
                    of_days ? (is_ceiling ? "late" : "after") : (is_ceiling ? "over" : "above"));
  } else {
    distance =
        fmt::format("{} {}", amount,
                    of_days ? (is_ceiling ? "before" : "early") : (is_ceiling ? "below" : "short"));
  }
  return Margin{node_text(program, compare.left), left->text,
                fmt::format("{} {}", comparator_words(compare.op, of_days), right->text),
                is_ceiling, distance};
}

/// Looks through conjunctions and named conditions, for steps that came to `wanted`.
std::optional<Margin> search(const Program& program, const TraceNode& step, bool wanted) {
  if (step.value != (wanted ? "true" : "false")) return std::nullopt;
  const node::Content& content = program[step.node].content;
  if (const auto* compare = std::get_if<node::Compare>(&content)) {
    return margin_of(program, step, *compare);
  }
  if (!std::holds_alternative<node::And>(content) && !std::holds_alternative<node::Call>(content)) {
    return std::nullopt;
  }
  std::optional<Margin> found;
  for (const TraceNode& child : step.children) {
    std::optional<Margin> margin = search(program, child, wanted);
    if (!margin) continue;
    if (!wanted) return margin;
    if (found) return std::nullopt;
    found = std::move(margin);
  }
  return found;
}

}  // namespace

std::optional<Margin> find_margin(const Program& program, const Finding& finding,
                                  ExceptionId exception) {
  const TraceClause::Kind wanted =
      exception.is_present() ? TraceClause::Kind::kException : TraceClause::Kind::kRequires;
  for (const TraceClause& clause : finding.trace) {
    if (clause.kind != wanted || clause.exception != exception) continue;
    if (clause.truth == Truth::kUnknown) continue;
    return search(program, clause.root, clause.truth == Truth::kTrue);
  }
  return std::nullopt;
}

std::string margin_text(const Margin& margin) {
  return fmt::format("{} is {}, {} is {}: {}", margin.compared, margin.found, margin.bound,
                     margin.is_ceiling ? "allowed" : "required", margin.distance);
}

}  // namespace probity
