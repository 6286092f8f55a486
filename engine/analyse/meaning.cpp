#include "analyse/meaning.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "support/match.h"

namespace probity {
namespace {

/// Calls within calls that are followed; those further down stand for their names. No rule of law
/// comes near it, and the stack holds many times as many.
constexpr std::uint32_t kMostCalls = 200;
/// Nodes that one reader follows calls for: beyond it calls stand for their names, so that
/// definitions that double at every step cannot make a comparison endless.
constexpr std::uint32_t kMostSteps = 500'000;

std::string text(const std::string& value) { return fmt::format("{}:{}", value.size(), value); }

std::string ids(const std::vector<MeaningId>& meanings) {
  std::string listed;
  for (const MeaningId meaning : meanings) listed += fmt::format(" {}", meaning.value);
  return listed;
}

}  // namespace

MeaningId Meanings::of(const std::string& description) {
  return ids_.try_emplace(description, MeaningId(ids_.size())).first->second;
}

MeaningId Meanings::of_chain(Word word, const std::vector<MeaningId>& operands) {
  std::vector<MeaningId> all;
  for (const MeaningId operand : operands) {
    const auto inner = chains_.find(operand);
    if (inner != chains_.end() && inner->second.first == word && word != Word::kSet) {
      all.insert(all.end(), inner->second.second.begin(), inner->second.second.end());
    } else {
      all.push_back(operand);
    }
  }
  std::ranges::sort(all);
  const auto repeated = std::ranges::unique(all);
  all.erase(repeated.begin(), repeated.end());
  if (all.size() == 1 && word != Word::kSet) return all.front();
  const MeaningId chain = of(fmt::format("chain {}{}", static_cast<int>(word), ids(all)));
  chains_.try_emplace(chain, word, std::move(all));
  return chain;
}

std::string new_name(const NewNames& names, std::string_view kind, const std::string& name) {
  const auto found = names.find(fmt::format("{} {}", kind, name));
  return found == names.end() ? name : found->second;
}

MeaningId MeaningReader::of(NodeId node, std::uint32_t variables) {
  return read(node, scope_of(variables));
}

MeaningId MeaningReader::of_all(const std::vector<NodeId>& nodes, std::uint32_t variables) {
  return meanings_.of_chain(Meanings::Word::kAnd, read(nodes, scope_of(variables)));
}

MeaningReader::Scope MeaningReader::scope_of(std::uint32_t variables) {
  Scope scope;
  scope.bound = variables;
  for (std::uint32_t number = 0; number < variables; ++number) {
    scope.slots.push_back(variable(number));
  }
  return scope;
}

MeaningId MeaningReader::variable(std::uint32_t number) {
  return meanings_.of(fmt::format("variable {}", number));
}

std::vector<MeaningId> MeaningReader::read(const std::vector<NodeId>& nodes, const Scope& scope) {
  std::vector<MeaningId> meanings;
  meanings.reserve(nodes.size());
  for (const NodeId node : nodes) meanings.push_back(read(node, scope));
  return meanings;
}

MeaningId MeaningReader::read(NodeId id, const Scope& scope) {
  using Word = Meanings::Word;
  ++steps_;
  if (!id.is_present()) return meanings_.of("nothing");
  const Node& at = program_[id];
  if (const auto* const variable = std::get_if<node::Variable>(&at.content)) {
    return scope.slots[variable->slot];
  }
  if (const auto* const node = std::get_if<node::And>(&at.content)) {
    return meanings_.of_chain(Word::kAnd, read(node->operands, scope));
  }
  if (const auto* const node = std::get_if<node::Or>(&at.content)) {
    return meanings_.of_chain(Word::kOr, read(node->operands, scope));
  }
  if (const auto* const node = std::get_if<node::Call>(&at.content)) return call(*node, scope);
  const auto* const listed = std::get_if<node::ListOf>(&at.content);
  if (listed != nullptr && program_.vocabulary.type(at.type).kind == TypeKind::kSet) {
    return meanings_.of_chain(Word::kSet, read(listed->elements, scope));
  }
  return meanings_.of(describe(at, scope));
}

/// Of all but variables, calls and chains.
std::string MeaningReader::describe(const Node& described, const Scope& scope) {
  const auto at = [&](NodeId id) { return read(id, scope).value; };
  return match(
      described.content, [](const node::Unknown&) { return std::string("unknown"); },
      [](const node::Variable&) { return std::string(); },
      [](const node::And&) { return std::string(); }, [](const node::Or&) { return std::string(); },
      [](const node::Call&) { return std::string(); },
      [](const node::Root&) { return std::string("root"); },
      [&](const node::Literal& node) { return constant(node.value, described.type); },
      [&](const node::Field& node) {
        const Vocabulary& vocabulary = program_.vocabulary;
        const Type& base = vocabulary.type(program_[node.base].type);
        const RecordId record =
            base.record.is_present() ? base.record : vocabulary.type(base.element).record;
        return fmt::format("field {} {}", at(node.base),
                           vocabulary.record(record).fields[node.field].name);
      },
      [&](const node::Not& node) { return fmt::format("not {}", at(node.operand)); },
      [&](const node::Implies& node) {
        return fmt::format("implies {} {}", at(node.left), at(node.right));
      },
      [&](const node::Conditional& node) {
        return fmt::format("if {} {} {}", at(node.condition), at(node.then), at(node.otherwise));
      },
      [&](const node::Compare& node) { return compare(node, scope); },
      [&](const node::In& node) {
        return fmt::format("in {} {} {}", at(node.element), at(node.set), node.negated);
      },
      [&](const node::InGroup& node) {
        return fmt::format("in group {} {} {} {}", at(node.element), at(node.on), node.negated,
                           new_name(names_, "group", program_[node.group].name));
      },
      [&](const node::Known& node) { return fmt::format("known {}", at(node.operand)); },
      [&](const node::Otherwise& node) {
        return fmt::format("otherwise {} {}", at(node.value), at(node.fallback));
      },
      [&](const node::Arithmetic& node) {
        return fmt::format("arithmetic {} {} {} {}", static_cast<int>(node.op), at(node.left),
                           at(node.right), type(described.type));
      },
      [&](const node::Negate& node) { return fmt::format("negate {}", at(node.operand)); },
      [&](const node::Concatenate& node) {
        return fmt::format("join {} {}", at(node.left), at(node.right));
      },
      [&](const node::Quantifier& node) {
        return fmt::format("quantifier {} {} {}", static_cast<int>(node.kind), at(node.list),
                           read(node.body, inner(scope, node.slot)).value);
      },
      [&](const node::Aggregate& node) {
        const Scope within = inner(scope, node.slot);
        return fmt::format("aggregate {} {} {} {} {}", static_cast<int>(node.fold), node.distinct,
                           at(node.list), read(node.element, within).value,
                           read(node.where, within).value);
      },
      [&](const node::Distinct& node) { return fmt::format("distinct {}", at(node.list)); },
      [&](const node::ListOf& node) { return "list" + ids(read(node.elements, scope)); },
      [&](const node::ParameterUse& node) {
        return "parameter " + new_name(names_, "parameter", program_[node.parameter].name);
      },
      [&](const node::ReadingTest& node) {
        const Interpretation& point = program_[node.interpretation];
        return fmt::format("reading {} {}", new_name(names_, "interpretation", point.name),
                           point.readings[node.reading].name);
      },
      [&](const node::Table& node) { return table(node, scope); },
      [&](const node::Round& node) {
        return fmt::format("round {} {} {}", at(node.value), node.places,
                           static_cast<int>(node.mode));
      });
}

std::string MeaningReader::constant(const Constant& value, TypeId type_id) const {
  return fmt::format("literal {} {}", static_cast<int>(program_.vocabulary.type(type_id).kind),
                     match(
                         value, [](bool truth) { return std::string(truth ? "true" : "false"); },
                         [](const Number& number) { return number.to_fraction_text(); },
                         [](const Money& money) {
                           return fmt::format("{} {}", money.currency.code(),
                                              money.amount.to_fraction_text());
                         },
                         [](Date day) { return date_text(day); },
                         [](const Duration& duration) { return duration_text(duration); },
                         [](Country country) { return country.text(); },
                         [&](SymbolId symbol) { return program_.vocabulary.symbol(symbol); },
                         [](const std::string& words) { return text(words); }));
}

std::string MeaningReader::compare(const node::Compare& node, const Scope& scope) {
  using enum node::Comparator;
  std::uint32_t left = read(node.left, scope).value;
  std::uint32_t right = read(node.right, scope).value;
  node::Comparator op = node.op;
  const bool is_symmetric = op == kEqual || op == kNotEqual;
  if (op == kAtLeast || op == kMoreThan || (is_symmetric && right < left)) std::swap(left, right);
  if (op == kAtLeast) op = kAtMost;
  if (op == kMoreThan) op = kLessThan;
  return fmt::format("compare {} {} {} {}", static_cast<int>(op), left, right,
                     node.currency ? node.currency->code() : "");
}

MeaningId MeaningReader::call(const node::Call& node, const Scope& scope) {
  std::vector<MeaningId> arguments = read(node.arguments, scope);
  const Definition& called = program_[node.definition];
  if (calls_ == Calls::kByName || depth_ >= kMostCalls || steps_ >= kMostSteps) {
    return meanings_.of(
        fmt::format("call {}{}", new_name(names_, "definition", called.name), ids(arguments)));
  }
  auto key = std::tuple(node.definition, scope.bound, arguments);
  if (const auto known = followed_.find(key); known != followed_.end()) return known->second;
  ++depth_;
  const MeaningId meaning = read(called.body, Scope{std::move(arguments), scope.bound});
  --depth_;
  followed_.emplace(std::move(key), meaning);
  return meaning;
}

/// The order of the rows decides nothing.
std::string MeaningReader::table(const node::Table& node, const Scope& scope) {
  std::vector<MeaningId> rows;
  rows.reserve(node.conditions.size());
  for (std::size_t row = 0; row < node.conditions.size(); ++row) {
    rows.push_back(meanings_.of(fmt::format("row {} {}", read(node.conditions[row], scope).value,
                                            read(node.results[row], scope).value)));
  }
  std::ranges::sort(rows);
  return "table" + ids(rows);
}

MeaningReader::Scope MeaningReader::inner(const Scope& scope, std::uint32_t slot) {
  Scope within = scope;
  within.slots.resize(slot + 1);
  within.slots[slot] = variable(scope.bound);
  within.bound = scope.bound + 1;
  return within;
}

std::string MeaningReader::type(TypeId id) const {
  if (!id.is_present()) return "";
  const Vocabulary& vocabulary = program_.vocabulary;
  const Type& type = vocabulary.type(id);
  switch (type.kind) {
    case TypeKind::kEnum: {
      const EnumType& enumeration = vocabulary.enumeration(type.enumeration);
      return new_name(names_, "enum", enumeration.module + "." + enumeration.name);
    }
    case TypeKind::kRecord: {
      const RecordType& record = vocabulary.record(type.record);
      return new_name(names_, "record", record.module + "." + record.name);
    }
    case TypeKind::kList:
      return "list of " + this->type(type.element);
    case TypeKind::kSet:
      return "set of " + this->type(type.element);
    case TypeKind::kBoolean:
    case TypeKind::kText:
    case TypeKind::kNumber:
    case TypeKind::kPercentage:
    case TypeKind::kMoney:
    case TypeKind::kDate:
    case TypeKind::kDuration:
    case TypeKind::kCountry:
    case TypeKind::kAnything:
    case TypeKind::kUnknown:
      break;
  }
  return vocabulary.type_text(id);
}

}  // namespace probity
