// A small vocabulary with every type, every mark and every role, as the checker would build it; and
// a dossier read with it.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "dossier/facts.h"
#include "dossier/load.h"
#include "dossier/vocabulary.h"

namespace probity::test {

inline EnumId add_enum(Vocabulary& vocabulary, std::string name,
                       const std::vector<std::string>& values) {
  EnumType type{.name = std::move(name), .module = "dossier", .doc = "", .values = {}};
  for (const std::string& value : values)
    type.values.push_back({vocabulary.intern_symbol(value), ""});
  vocabulary.enums.push_back(std::move(type));
  return EnumId(vocabulary.enums.size() - 1);
}

inline RecordId add_record(Vocabulary& vocabulary, std::string name, std::vector<Field> fields) {
  vocabulary.records.push_back({std::move(name), "dossier", "", std::move(fields)});
  return RecordId(vocabulary.records.size() - 1);
}

inline Vocabulary sample_vocabulary() {
  Vocabulary v;
  const auto primitive = [&](TypeKind kind) { return v.primitive(kind); };
  const auto enumeration = [&](EnumId id) {
    return v.intern({.kind = TypeKind::kEnum, .enumeration = id});
  };
  const auto record = [&](RecordId id) {
    return v.intern({.kind = TypeKind::kRecord, .record = id});
  };
  const auto list_of = [&](TypeId id) {
    return v.intern({.kind = TypeKind::kList, .element = id});
  };
  const auto set_of = [&](TypeId id) { return v.intern({.kind = TypeKind::kSet, .element = id}); };
  const TypeId text = primitive(TypeKind::kText);
  const TypeId date = primitive(TypeKind::kDate);
  const TypeId country = primitive(TypeKind::kCountry);
  const TypeId number = primitive(TypeKind::kNumber);

  const TypeId instrument = enumeration(add_enum(v, "instrument_id", {"SAFE", "EDIRPA", "EDIP"}));
  const TypeId size = enumeration(add_enum(v, "enterprise_size", {"sme", "mid_cap", "large"}));
  v.enums[1].values[0].label = "small or medium-sized enterprise";

  const RecordId participant =
      add_record(v, "participant",
                 {{.name = "name", .type = text},
                  {.name = "country",
                   .type = country,
                   .doc = "The state that takes part.",
                   .states_only = true},
                  {.name = "receives_safe_loan", .type = primitive(TypeKind::kBoolean)}});
  const RecordId facility = add_record(v, "facility", {{.name = "location", .type = country}});
  const RecordId supplier =
      add_record(v, "supplier",
                 {{.name = "name", .type = text},
                  {.name = "size", .type = size},
                  {.name = "share_of_contract", .type = primitive(TypeKind::kPercentage)},
                  {.name = "facilities", .type = list_of(record(facility))},
                  {.name = "cpv", .type = list_of(text)},
                  {.name = "quantities", .type = list_of(list_of(number))}});
  const RecordId plan = add_record(v, "plan",
                                   {{.name = "loan", .type = primitive(TypeKind::kMoney)},
                                    {.name = "duration", .type = primitive(TypeKind::kDuration)},
                                    {.name = "last_payment", .type = date}});
  const RecordId rate = add_record(v, "exchange_rate",
                                   {{.name = "from", .type = text},
                                    {.name = "to", .type = text},
                                    {.name = "rate", .type = number},
                                    {.name = "on", .type = date},
                                    {.name = "source", .type = text}});
  const RecordId document = add_record(
      v, "document", {{.name = "id", .type = text}, {.name = "supports", .type = list_of(text)}});
  v.root = add_record(
      v, "dossier",
      {{.name = "dossier",
        .type = text,
        .doc = "Its identifier.",
        .required = true,
        .role = Role::kIdentifier},
       {.name = "version", .type = number},
       {.name = "title", .type = text},
       {.name = "submitted", .type = date, .required = true},
       {.name = "instruments",
        .type = set_of(instrument),
        .required = true,
        .role = Role::kInstruments},
       {.name = "participants", .type = list_of(record(participant)), .nonempty = true},
       {.name = "contractors", .type = list_of(record(supplier))},
       {.name = "plan", .type = record(plan)},
       {.name = "added_countries", .type = set_of(country)},
       {.name = "loans", .type = set_of(primitive(TypeKind::kMoney))},
       {.name = "exchange_rates", .type = list_of(record(rate)), .role = Role::kRates},
       {.name = "evidence", .type = list_of(record(document)), .role = Role::kEvidence},
       {.name = "extensions", .type = primitive(TypeKind::kAnything), .role = Role::kExtensions}});
  v.roles = {.identifier = 0, .instruments = 4, .rates = 10, .evidence = 11, .extensions = 12};
  v.rate_fields = {.from = 0, .to = 1, .rate = 2, .on = 3};
  v.evidence_fields = {.id = 0, .supports = 1};
  return v;
}

/// What came out of one dossier.
struct Loaded {
  bool is_accepted = false;
  Facts facts;
  std::vector<Diagnostic> diagnostics;
  SourceText source{"", ""};

  [[nodiscard]] std::string code(std::size_t i = 0) const {
    return i < diagnostics.size() ? std::string(entry(diagnostics[i].code).text) : "none";
  }
  /// "PR0701 /procurement/kin 3:5", in source order.
  [[nodiscard]] std::vector<std::string> summary() const {
    std::vector<std::string> lines;
    for (const Diagnostic& diagnostic : diagnostics) {
      const Position at = source.position(diagnostic.span.begin);
      lines.push_back(std::string(entry(diagnostic.code).text) + " " + diagnostic.pointer + " " +
                      std::to_string(at.line) + ":" + std::to_string(at.column));
    }
    return lines;
  }
  [[nodiscard]] std::string help(std::size_t i = 0) const {
    return i < diagnostics.size() ? diagnostics[i].help : "";
  }
  [[nodiscard]] std::string message(std::size_t i = 0) const {
    return i < diagnostics.size() ? diagnostics[i].message : "";
  }
};

inline Loaded load_text(DossierLoader& loader, std::string bytes) {
  Loaded loaded;
  loaded.source = SourceText("dossier.json", std::move(bytes));
  Diagnostics diagnostics;
  loaded.is_accepted =
      loader.load(loaded.source, SourceId(std::uint32_t{0}), loaded.facts, diagnostics);
  loaded.diagnostics = diagnostics.sorted();
  return loaded;
}

inline const Vocabulary& the_vocabulary() {
  static const Vocabulary kVocabulary = sample_vocabulary();
  return kVocabulary;
}

inline Loaded load_text(std::string bytes) {
  DossierLoader loader(the_vocabulary());
  return load_text(loader, std::move(bytes));
}

/// A dossier with the required facts, on line 1, and `members` on line 2.
inline std::string dossier_with(std::string_view members) {
  return R"({"dossier": "D-1", "submitted": "2026-03-14", "instruments": ["SAFE"],)"
         "\n" +
         std::string(members) + "}";
}

inline Loaded load_members(std::string_view members) { return load_text(dossier_with(members)); }

/// The fact at a path of field names and element numbers, such as {"contractors", "0", "name"}.
inline Fact fact_at(const Loaded& loaded, const std::vector<std::string>& path) {
  const Vocabulary& vocabulary = the_vocabulary();
  Fact fact{.kind = FactKind::kRecord, .first = 0};
  for (const std::string& step : path) {
    if (fact.kind == FactKind::kRecord) {
      const InstanceId id = Facts::record(fact);
      const auto field = vocabulary.find_field(loaded.facts.instance(id).type, step);
      if (!field) return {};
      fact = loaded.facts.field(id, *field);
    } else if (fact.kind == FactKind::kList) {
      fact = loaded.facts.elements(fact)[std::stoul(step)];
    } else {
      return {};
    }
  }
  return fact;
}

}  // namespace probity::test
