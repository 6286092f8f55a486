#include "tests/reference/fact_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "support/match.h"

namespace probity::reference {
namespace {

const FactTree kUnknownFact;

Type root_type(const Vocabulary& vocabulary) {
  return Type{TypeKind::kRecord, {}, vocabulary.root, {}};
}

Type type_below(const Vocabulary& vocabulary, const Type& type, std::uint32_t step) {
  return vocabulary.type(type.kind == TypeKind::kRecord
                             ? vocabulary.record(type.record).fields[step].type
                             : type.element);
}

FactTree read_fact(const Vocabulary& vocabulary, const Facts& facts, const Fact& fact) {
  switch (fact.kind) {
    case FactKind::kUnknown:
      return {};
    case FactKind::kBoolean:
      return scalar_fact(Facts::boolean(fact));
    case FactKind::kText:
      return scalar_fact(std::string(facts.text(fact)));
    case FactKind::kNumber:
      return scalar_fact(facts.number(fact));
    case FactKind::kMoney:
      return scalar_fact(facts.money(fact));
    case FactKind::kDate:
      return scalar_fact(Facts::date(fact));
    case FactKind::kDuration:
      return scalar_fact(facts.duration(fact));
    case FactKind::kCountry:
      return scalar_fact(facts.country(fact));
    case FactKind::kSymbol:
      return scalar_fact(Facts::symbol(fact));
    case FactKind::kRecord: {
      const InstanceId instance = Facts::record(fact);
      const RecordType& type = vocabulary.record(facts.instance(instance).type);
      FactTree tree;
      tree.kind = FactTree::Kind::kRecord;
      for (std::uint32_t field = 0; field < type.fields.size(); ++field) {
        tree.children.push_back(read_fact(vocabulary, facts, facts.field(instance, field)));
      }
      return tree;
    }
    case FactKind::kList: {
      std::vector<FactTree> elements;
      for (const Fact& element : facts.elements(fact)) {
        elements.push_back(read_fact(vocabulary, facts, element));
      }
      return list_fact(std::move(elements));
    }
    case FactKind::kAnything: {
      FactTree tree;
      tree.kind = FactTree::Kind::kAnything;
      return tree;
    }
  }
  return {};
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string scalar_json(const Vocabulary& vocabulary, TypeKind kind, const Constant& value) {
  return match(
      value, [](bool b) -> std::string { return b ? "true" : "false"; },
      [&](const Number& number) -> std::string {
        // Only finite decimals are ever put into a tree.
        if (kind != TypeKind::kPercentage) return *number.to_decimal();
        return json_text(*(number * Number(100)).to_decimal() + " %");
      },
      [](const Money& money) {
        return fmt::format(R"({{"amount": {}, "currency": "{}"}})", *money.amount.to_decimal(),
                           money.currency.code());
      },
      [](Date date) { return json_text(date_text(date)); },
      [](const Duration& duration) { return json_text(duration_text(duration)); },
      [](Country country) { return json_text(country.text()); },
      [&](SymbolId symbol) { return json_text(vocabulary.symbol(symbol)); },
      [](const std::string& text) { return json_text(text); });
}

std::string fact_json(const Vocabulary& vocabulary, const Type& type, const FactTree& fact,
                      const KeyOrder& order) {
  std::string out;
  switch (fact.kind) {
    case FactTree::Kind::kUnknown:
      return "null";
    case FactTree::Kind::kAnything:
      return "{}";
    case FactTree::Kind::kScalar:
      return scalar_json(vocabulary, type.kind, fact.scalar);
    case FactTree::Kind::kList:
      for (const FactTree& element : fact.children) {
        if (!out.empty()) out += ", ";
        out += fact_json(vocabulary, vocabulary.type(type.element), element, order);
      }
      return "[" + out + "]";
    case FactTree::Kind::kRecord: {
      const RecordType& record = vocabulary.record(type.record);
      std::vector<std::size_t> known;
      for (std::size_t index = 0; index < fact.children.size(); ++index) {
        if (fact.children[index].is_known()) known.push_back(index);
      }
      if (order) order(known);
      for (const std::size_t index : known) {
        if (!out.empty()) out += ", ";
        out += json_text(record.fields[index].name) + ": " +
               fact_json(vocabulary, vocabulary.type(record.fields[index].type),
                         fact.children[index], order);
      }
      return "{" + out + "}";
    }
  }
  return out;
}

}  // namespace

FactTree scalar_fact(Constant value) {
  FactTree tree;
  tree.kind = FactTree::Kind::kScalar;
  tree.scalar = std::move(value);
  return tree;
}

FactTree list_fact(std::vector<FactTree> elements) {
  FactTree tree;
  tree.kind = FactTree::Kind::kList;
  tree.children = std::move(elements);
  return tree;
}

FactTree empty_record(const Vocabulary& vocabulary, RecordId record) {
  FactTree tree;
  tree.kind = FactTree::Kind::kRecord;
  tree.children.resize(vocabulary.record(record).fields.size());
  return tree;
}

FactTree read_facts(const Vocabulary& vocabulary, const Facts& facts) {
  return read_fact(vocabulary, facts, Fact{FactKind::kRecord, Facts::root().value, 0, 0});
}

const FactTree& fact_at(const FactTree& root, const Path& path) {
  const FactTree* at = &root;
  for (const std::uint32_t step : path) {
    if (step >= at->children.size()) return kUnknownFact;
    at = &at->children[step];
  }
  return *at;
}

void set_fact(const Vocabulary& vocabulary, FactTree& root, const Path& path, FactTree value) {
  FactTree* at = &root;
  Type type = root_type(vocabulary);
  for (const std::uint32_t step : path) {
    if (type.kind == TypeKind::kRecord && !at->is_known()) {
      *at = empty_record(vocabulary, type.record);
    }
    type = type_below(vocabulary, type, step);
    at = &at->children.at(step);
  }
  *at = std::move(value);
}

Type type_at(const Vocabulary& vocabulary, const Path& path) {
  Type type = root_type(vocabulary);
  for (const std::uint32_t step : path) type = type_below(vocabulary, type, step);
  return type;
}

std::string pointer_of(const Vocabulary& vocabulary, const Path& path) {
  std::string pointer;
  Type type = root_type(vocabulary);
  for (const std::uint32_t step : path) {
    // The name of a field is an identifier: there is nothing in it to escape.
    pointer += type.kind == TypeKind::kRecord
                   ? "/" + vocabulary.record(type.record).fields[step].name
                   : fmt::format("/{}", step);
    type = type_below(vocabulary, type, step);
  }
  return pointer;
}

namespace {

std::optional<Path> find_path(const Vocabulary& vocabulary, std::string_view pointer) {
  Path path;
  Type type = root_type(vocabulary);
  std::size_t begin = 0;
  while (begin < pointer.size()) {
    const std::size_t end = std::min(pointer.find('/', begin + 1), pointer.size());
    const std::string_view step = pointer.substr(begin + 1, end - begin - 1);
    std::optional<std::uint32_t> index;
    if (type.kind == TypeKind::kRecord) {
      index = vocabulary.find_field(type.record, step);
    } else if (type.element.is_present()) {
      std::uint32_t number = 0;
      const auto read = std::from_chars(step.data(), step.data() + step.size(), number);
      if (read.ec == std::errc{} && read.ptr == step.data() + step.size()) index = number;
    }
    if (!index) return std::nullopt;
    path.push_back(*index);
    type = type_below(vocabulary, type, *index);
    begin = end;
  }
  return path;
}

}  // namespace

Path path_of(const Vocabulary& vocabulary, const std::string& pointer) {
  return find_path(vocabulary, pointer).value();
}

bool is_pointer(const Vocabulary& vocabulary, const std::string& pointer) {
  return find_path(vocabulary, pointer).has_value();
}

std::string dossier_json(const Vocabulary& vocabulary, const FactTree& root,
                         const KeyOrder& order) {
  return fact_json(vocabulary, root_type(vocabulary), root, order);
}

}  // namespace probity::reference
