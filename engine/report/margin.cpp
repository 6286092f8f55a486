#include "report/margin.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "report/wording.h"
#include "support/match.h"
#include "values/minor_unit.h"
#include "values/percentage.h"

namespace probity {
namespace {

using node::Comparator;

/// What a trace says of one side, as a number that can be subtracted: a share, a plain number, an
/// amount of one currency, the days of a date, or the days or months of a duration.
struct Side {
  TypeKind kind = TypeKind::kNumber;
  Number value;
  std::string text;
  std::optional<Currency> currency;
  std::optional<Duration::Unit> unit;  ///< of a duration
};

std::optional<Number> parse_amount(std::string_view digits) {
  std::string plain;
  std::ranges::copy_if(digits, std::back_inserter(plain), [](char c) { return c != ' '; });
  return Number::parse(plain);
}

std::optional<Side> side_of_text(TypeKind kind, const std::string& text) {
  Side side{kind, Number(), text, std::nullopt, std::nullopt};
  std::optional<Number> value;
  if (kind == TypeKind::kPercentage) {
    value = parse_percentage(text);
  } else if (kind == TypeKind::kNumber) {
    value = parse_amount(text);
  } else if (kind == TypeKind::kDate) {
    if (const std::optional<Date> date = parse_date(text)) value = Number(std::int64_t{date->days});
  } else if (kind == TypeKind::kDuration) {
    if (const std::optional<Duration> duration = parse_duration(text)) {
      side.unit = duration->unit;
      value = Number(duration->count);
    }
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
    case TypeKind::kPercentage:
      return percentage_points_text(distance);
    case TypeKind::kMoney:
      return money_text(Money{distance, *left.currency}).text;
    case TypeKind::kDate:
      return days_text(distance);
    case TypeKind::kDuration:
      return duration_text({*left.unit, distance.to_int64().value_or(0)});
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

/// A share of money, taken apart.
struct Share {
  Side numerator;
  Side denominator;
  NodeId numerator_node;
};

/// The division that a side came from, through the defines that name it.
std::optional<Share> share_of(const Program& program, const TraceNode& step) {
  const node::Content& content = program[step.node].content;
  if (const auto* call = std::get_if<node::Call>(&content)) {
    const TraceNode* body = find_step(step, program[call->definition].body);
    return body == nullptr ? std::nullopt : share_of(program, *body);
  }
  const auto* division = std::get_if<node::Arithmetic>(&content);
  if (division == nullptr || division->op != node::Operation::kDivide) return std::nullopt;
  const std::optional<Side> numerator = side_of(program, step, division->left);
  const std::optional<Side> denominator = side_of(program, step, division->right);
  if (!numerator || !denominator || !numerator->currency) return std::nullopt;
  if (numerator->currency != denominator->currency) return std::nullopt;
  return Share{*numerator, *denominator, division->left};
}

std::optional<Share> share_of_side(const Program& program, const TraceNode& comparison,
                                   NodeId side) {
  const TraceNode* step = find_step(comparison, side);
  return step == nullptr ? std::nullopt : share_of(program, *step);
}

bool is_strict(Comparator op) { return op == Comparator::kMoreThan || op == Comparator::kLessThan; }

/// The least multiple of `unit` that takes a distance (not negative) back to the limit; where the
/// limit itself does not pass, beyond it.
Number stepped(const Number& distance, const Number& unit, Comparator op) {
  const Number units = *Number::divide(distance, unit);
  Number whole = units.truncated();
  if (is_strict(op) || whole != units) whole += Number(1);
  return whole * unit;
}

Number minor_unit(Currency currency) { return Number::power_of_ten(-minor_unit_places(currency)); }

/// "component_cost_outside is EUR 45 000 000 too much", and the same as a move.
void add_surplus(const Program& program, const Share& share, const Number& bound, Comparator op,
                 Margin& margin) {
  const Currency currency = *share.numerator.currency;
  const Number gap = (share.numerator.value - bound * share.denominator.value).abs();
  const std::string amount = money_text({stepped(gap, minor_unit(currency), op), currency}).text;
  const std::string numerator = node_text(program, share.numerator_node);
  margin.surplus =
      fmt::format("{} is {} too {}", numerator, amount, margin.is_ceiling ? "much" : "little");
  margin.move = fmt::format("{} has to {} by {} while the whole stays {}", numerator,
                            margin.is_ceiling ? "fall" : "rise", amount, share.denominator.text);
}

/// What would make a comparison true that is false.
std::string move_words(const Side& left, const Number& gap, Comparator op, bool is_ceiling,
                       const std::string& compared) {
  if (left.kind == TypeKind::kDate) {
    return fmt::format("{} has to be {} {}", compared,
                       distance_words(left, stepped(gap, Number(1), op)),
                       is_ceiling ? "earlier" : "later");
  }
  const std::string_view direction = is_ceiling ? "fall" : "rise";
  if (left.currency) {
    const Number amount = stepped(gap, minor_unit(*left.currency), op);
    return fmt::format("{} has to {} by {}", compared, direction, distance_words(left, amount));
  }
  const bool is_counted =
      left.kind == TypeKind::kDuration ||
      (left.kind == TypeKind::kNumber && left.value.is_integer() && gap.is_integer());
  if (is_counted) {
    return fmt::format("{} has to {} by {}", compared, direction,
                       distance_words(left, stepped(gap, Number(1), op)));
  }
  return fmt::format("{} has to {} by {}{}", compared, direction, is_strict(op) ? "more than " : "",
                     distance_words(left, gap));
}

std::string distance_text(const Side& left, const Number& difference, bool is_ceiling) {
  const bool of_days = left.kind == TypeKind::kDate;
  const std::string amount = distance_words(left, difference.abs());
  if (difference.is_zero()) return "exactly at the limit";
  if (difference.sign() > 0) {
    return fmt::format("{} {}", amount,
                       of_days ? (is_ceiling ? "late" : "after") : (is_ceiling ? "over" : "above"));
  }
  return fmt::format(
      "{} {}", amount,
      of_days ? (is_ceiling ? "before" : "early") : (is_ceiling ? "below" : "short"));
}

/// Where the fact on one side of a comparison stands; "" for what is more than one fact.
std::string pointer_of(const TraceNode& comparison, NodeId side) {
  const TraceNode* step = find_step(comparison, side);
  if (step == nullptr || !step->children.empty() || step->facts.size() != 1) return "";
  return step->facts.front().pointer;
}

std::optional<Margin> margin_of(const Program& program, const TraceNode& step,
                                const node::Compare& compare) {
  if (compare.op == Comparator::kEqual || compare.op == Comparator::kNotEqual) return std::nullopt;
  const std::optional<Share> share = share_of_side(program, step, compare.left);
  std::optional<Side> left = side_of(program, step, compare.left);
  if (share && !share->denominator.value.is_zero()) {
    // The trace may have rounded the share; its parts are exact.
    left = Side{TypeKind::kPercentage,
                *Number::divide(share->numerator.value, share->denominator.value),
                find_step(step, compare.left)->value, std::nullopt, std::nullopt};
  }
  const std::optional<Side> right = side_of(program, step, compare.right);
  if (!left || !right || left->currency != right->currency || left->unit != right->unit) {
    return std::nullopt;
  }
  const bool of_days = left->kind == TypeKind::kDate;
  const bool is_ceiling = compare.op == Comparator::kAtMost || compare.op == Comparator::kLessThan;
  const Number difference = left->value - right->value;
  Margin margin{node_text(program, compare.left),
                pointer_of(step, compare.left),
                false,
                left->text,
                fmt::format("{} {}", comparator_words(compare.op, of_days), right->text),
                is_ceiling,
                distance_text(*left, difference, is_ceiling),
                "",
                ""};
  if (step.value != "false") return margin;
  if (share) {
    add_surplus(program, *share, right->value, compare.op, margin);
  } else {
    margin.move = move_words(*left, difference.abs(), compare.op, is_ceiling, margin.compared);
  }
  return margin;
}

/// What decides that a condition came to `wanted`: the parts of conjunctions and named conditions,
/// and of a condition that fails the elements of a list and the sides that fail it too.
bool is_looked_through(const node::Content& content, bool wanted) {
  return match(
      content, [](const node::And&) { return true; }, [](const node::Call&) { return true; },
      [&](const node::Quantifier& quantifier) {
        return !wanted && quantifier.kind == node::Quantity::kEvery;
      },
      [&](const node::Implies&) { return !wanted; }, [](const auto&) { return false; });
}

void collect(const Program& program, const TraceNode& step, bool wanted,
             std::vector<Margin>& margins) {
  if (step.value != (wanted ? "true" : "false")) return;
  const node::Content& content = program[step.node].content;
  if (const auto* compare = std::get_if<node::Compare>(&content)) {
    if (std::optional<Margin> margin = margin_of(program, step, *compare)) {
      margins.push_back(std::move(*margin));
    }
    return;
  }
  if (!is_looked_through(content, wanted)) return;
  const std::size_t first = margins.size();
  for (const TraceNode& child : step.children) collect(program, child, wanted, margins);
  if (!std::holds_alternative<node::Quantifier>(content)) return;
  for (std::size_t i = first; i < margins.size(); ++i) margins[i].is_of_element = true;
}

/// The clause that is asked for, where it was decided.
const TraceClause* find_clause(const Finding& finding, ExceptionId exception) {
  const TraceClause::Kind wanted =
      exception.is_present() ? TraceClause::Kind::kException : TraceClause::Kind::kRequires;
  for (const TraceClause& clause : finding.trace) {
    const bool is_it = clause.kind == wanted && clause.exception == exception;
    if (is_it && clause.truth != Truth::kUnknown) return &clause;
  }
  return nullptr;
}

}  // namespace

std::optional<Margin> find_margin(const Program& program, const Finding& finding,
                                  ExceptionId exception) {
  const TraceClause* clause = find_clause(finding, exception);
  if (clause == nullptr) return std::nullopt;
  const bool is_true = clause->truth == Truth::kTrue;
  std::vector<Margin> margins;
  collect(program, clause->root, is_true, margins);
  if (margins.empty() || (is_true && margins.size() > 1)) return std::nullopt;
  return std::move(margins.front());
}

std::vector<Margin> find_failing_margins(const Program& program, const Finding& finding,
                                         ExceptionId exception) {
  std::vector<Margin> margins;
  const TraceClause* clause = find_clause(finding, exception);
  if (clause != nullptr && clause->truth == Truth::kFalse) {
    collect(program, clause->root, false, margins);
  }
  return margins;
}

std::string margin_text(const Margin& margin) {
  const bool names_element = margin.is_of_element && !margin.pointer.empty();
  std::string text =
      fmt::format("{}{} is {}, {} is {}: {}", margin.compared,
                  names_element ? fmt::format(" ({})", margin.pointer) : "", margin.found,
                  margin.bound, margin.is_ceiling ? "allowed" : "required", margin.distance);
  if (!margin.surplus.empty()) text += fmt::format("; {}", margin.surplus);
  return text;
}

}  // namespace probity
