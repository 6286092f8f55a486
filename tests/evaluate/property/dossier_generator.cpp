#include "tests/evaluate/property/dossier_generator.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "tests/evaluate/property/pools.h"
#include "values/percentage.h"

namespace probity::property {
namespace {

using reference::FactTree;
using reference::list_fact;
using reference::Path;
using reference::scalar_fact;

class Generator {
 public:
  Generator(const Vocabulary& vocabulary, Random& random, const DossierOptions& options)
      : vocabulary_(vocabulary), random_(random), options_(options) {}

  FactTree record(RecordId id, int depth) {
    const RecordType& type = vocabulary_.record(id);
    FactTree tree = reference::empty_record(vocabulary_, id);
    for (std::size_t index = 0; index < type.fields.size(); ++index) {
      const Field& field = type.fields[index];
      const TypeKind kind = vocabulary_.type(field.type).kind;
      const bool is_list =
          kind == TypeKind::kList || kind == TypeKind::kSet || kind == TypeKind::kRecord;
      const unsigned percent = is_list ? options_.unknown_list_percent : options_.unknown_percent;
      if (!field.required && random_.chance(percent)) continue;
      if (kind == TypeKind::kAnything) continue;
      const bool is_foreign = options_.currency != euro();
      if (field.role == Role::kRates && is_foreign && random_.chance(50)) continue;
      tree.children[index] =
          field.role == Role::kRates ? rates(field.type) : value(field.type, depth + 1);
      if (field.role == Role::kInstruments && tree.children[index].children.empty()) {
        tree.children[index].children.push_back(value(vocabulary_.type(field.type).element, depth));
      }
    }
    return tree;
  }

  FactTree value(TypeId type_id, int depth) {
    const Type& type = vocabulary_.type(type_id);
    if (type.kind == TypeKind::kRecord) return record(type.record, depth);
    if (type.kind == TypeKind::kList || type.kind == TypeKind::kSet) return list(type, depth);
    return random_.pick(scalars(type));
  }

  std::vector<FactTree> scalars(const Type& type) const {
    std::vector<FactTree> out;
    switch (type.kind) {
      case TypeKind::kBoolean:
        return {scalar_fact(false), scalar_fact(true)};
      case TypeKind::kText:
        for (const std::string& text : kTexts) out.push_back(scalar_fact(text));
        break;
      case TypeKind::kNumber:
        for (const std::string& text : kNumbers) out.push_back(scalar_fact(*Number::parse(text)));
        break;
      case TypeKind::kPercentage:
        for (const std::string& text : kPercentages)
          out.push_back(scalar_fact(*parse_percentage(text)));
        break;
      case TypeKind::kMoney:
        for (const std::string& text : kAmounts) {
          out.push_back(scalar_fact(Money{*Number::parse(text), options_.currency}));
        }
        out.push_back(scalar_fact(Money{Number(20), *find_currency("USD")}));
        out.push_back(scalar_fact(Money{Number(1'000'000), options_.currency}));
        break;
      case TypeKind::kDate:
        for (const std::string& text : kDates) out.push_back(scalar_fact(*parse_date(text)));
        break;
      case TypeKind::kDuration:
        for (const std::string& text : kDurations)
          out.push_back(scalar_fact(*parse_duration(text)));
        break;
      case TypeKind::kCountry:
        for (const std::string& text : kCountries) out.push_back(scalar_fact(*find_country(text)));
        break;
      case TypeKind::kEnum:
        for (const EnumValue& value : vocabulary_.enumeration(type.enumeration).values) {
          out.push_back(scalar_fact(value.symbol));
        }
        break;
      case TypeKind::kAnything:
      case TypeKind::kRecord:
      case TypeKind::kList:
      case TypeKind::kSet:
      case TypeKind::kUnknown:
        break;
    }
    return out;
  }

  /// At most one rate a day for a pair of currencies, so that none disagree.
  FactTree rates(TypeId type_id) {
    const RecordId record_id = vocabulary_.type(vocabulary_.type(type_id).element).record;
    const RateFields& fields = vocabulary_.rate_fields;
    std::vector<FactTree> entries;
    for (const std::string_view day : {kDates[0], kDates[2], kDates[4]}) {
      if (random_.chance(60)) continue;
      FactTree entry = reference::empty_record(vocabulary_, record_id);
      const bool is_inverted = random_.chance(30);
      entry.children[fields.from] = scalar_fact(std::string(is_inverted ? "EUR" : "USD"));
      entry.children[fields.to] = scalar_fact(std::string(is_inverted ? "USD" : "EUR"));
      entry.children[fields.rate] = scalar_fact(*Number::parse(random_.pick(kRates)));
      entry.children[fields.on] = scalar_fact(*parse_date(day));
      entries.push_back(std::move(entry));
    }
    return list_fact(std::move(entries));
  }

 private:
  FactTree list(const Type& type, int depth) {
    std::vector<FactTree> elements;
    const std::size_t longest = depth > 2 ? 2 : options_.longest_list;
    for (std::size_t count = random_.below(longest + 1); count > 0; --count) {
      FactTree element = value(type.element, depth);
      // An element that is null tells as much as an object without keys.
      if (options_.with_null_elements && type.kind == TypeKind::kList && random_.chance(10)) {
        element = FactTree{};
        const Type& element_type = vocabulary_.type(type.element);
        if (element_type.kind == TypeKind::kRecord) {
          element = reference::empty_record(vocabulary_, element_type.record);
        }
      }
      const bool repeats = std::ranges::find(elements, element) != elements.end();
      if (type.kind == TypeKind::kSet && repeats) continue;
      elements.push_back(std::move(element));
    }
    return list_fact(std::move(elements));
  }

  const Vocabulary& vocabulary_;
  Random& random_;
  const DossierOptions& options_;
};

TypeId type_id_at(const Vocabulary& vocabulary, const Path& path) {
  RecordId record = vocabulary.root;
  TypeId type;
  for (const std::uint32_t step : path) {
    if (record.is_present()) {
      type = vocabulary.record(record).fields[step].type;
    } else {
      type = vocabulary.type(type).element;
    }
    record = vocabulary.type(type).record;
  }
  return type;
}

void find_unknown(const Vocabulary& vocabulary, const Type& type, const FactTree& fact, Path& path,
                  std::vector<Path>& found) {
  if (type.kind == TypeKind::kAnything) return;
  if (type.kind == TypeKind::kRecord) {
    const RecordType& record = vocabulary.record(type.record);
    static const FactTree kNothing;
    for (std::uint32_t index = 0; index < record.fields.size(); ++index) {
      path.push_back(index);
      const FactTree& child = fact.is_known() ? fact.children[index] : kNothing;
      find_unknown(vocabulary, vocabulary.type(record.fields[index].type), child, path, found);
      path.pop_back();
    }
    return;
  }
  if (!fact.is_known()) {
    found.push_back(path);
    return;
  }
  for (std::uint32_t index = 0; index < fact.children.size(); ++index) {
    path.push_back(index);
    find_unknown(vocabulary, vocabulary.type(type.element), fact.children[index], path, found);
    path.pop_back();
  }
}

DossierOptions complete(std::size_t longest_list) {
  return {.unknown_percent = 0, .unknown_list_percent = 0, .longest_list = longest_list};
}

}  // namespace

reference::FactTree generate_dossier(const Vocabulary& vocabulary, Random& random,
                                     const DossierOptions& options) {
  return Generator(vocabulary, random, options).record(vocabulary.root, 0);
}

reference::FactTree generate_value(const Vocabulary& vocabulary, const Path& path, Random& random,
                                   std::size_t longest_list) {
  const DossierOptions options = complete(longest_list);
  Generator generator(vocabulary, random, options);
  const bool is_rates = path.size() == 1 && vocabulary.roles.rates == path.front();
  const TypeId type = type_id_at(vocabulary, path);
  return is_rates ? generator.rates(type) : generator.value(type, 1);
}

std::vector<reference::FactTree> values_for(const Vocabulary& vocabulary, const Path& path,
                                            Random& random) {
  const DossierOptions options = complete(2);
  Generator generator(vocabulary, random, options);
  const Type type = reference::type_at(vocabulary, path);
  if (type.kind != TypeKind::kList && type.kind != TypeKind::kSet) return generator.scalars(type);
  std::vector<FactTree> lists = {list_fact({})};
  for (int count = 0; count < 4; ++count) {
    FactTree list = generate_value(vocabulary, path, random);
    if (std::ranges::find(lists, list) == lists.end()) lists.push_back(std::move(list));
  }
  return lists;
}

std::vector<Path> unknown_places(const Vocabulary& vocabulary, const FactTree& dossier) {
  std::vector<Path> found;
  Path path;
  find_unknown(vocabulary, Type{TypeKind::kRecord, {}, vocabulary.root, {}}, dossier, path, found);
  return found;
}

}  // namespace probity::property
