#include "tests/evaluate/property/vocabulary_model.h"

#include <fmt/format.h>

namespace probity::property {
namespace {

struct SortName {
  Sort sort;
  const char* prefix;
  const char* type;
};
constexpr SortName kScalars[] = {
    {Sort::kBoolean, "yes", "boolean"},
    {Sort::kNumber, "num", "number"},
    {Sort::kPercentage, "pct", "percentage"},
    {Sort::kMoney, "eur", "money"},
    {Sort::kDate, "day", "date"},
    {Sort::kDuration, "span", "duration"},
    {Sort::kCountry, "land", "country"},
    {Sort::kText, "word", "text"},
    {Sort::kEnum, "kind", ""},
};

void add_scalars(Random& random, RecordModel& record, char letter, std::size_t count,
                 const std::vector<std::size_t>& first) {
  for (std::size_t index = 0; index < count; ++index) {
    const SortName& chosen =
        kScalars[index < first.size() ? first[index] : random.below(std::size(kScalars))];
    FieldModel field;
    field.name = fmt::format("{}_{}{}", chosen.prefix, letter, index + 1);
    field.sort = chosen.sort;
    if (chosen.sort == Sort::kEnum) field.detail = static_cast<int>(random.below(2));
    record.fields.push_back(field);
  }
}

std::string type_text(const Model& model, const FieldModel& field) {
  std::string plain;
  if (field.record >= 0) {
    plain = model.records[static_cast<std::size_t>(field.record)].name;
  } else if (field.sort == Sort::kEnum) {
    plain = fmt::format("choice_{}", field.detail + 1);
  } else {
    for (const SortName& scalar : kScalars) {
      if (scalar.sort == field.sort) plain = scalar.type;
    }
  }
  if (!field.is_list) return plain;
  return (field.record < 0 ? "set of " : "list of ") + plain;
}

template <class Visit>
void visit_fields(const Model& model, const Scope& scope, const Visit& visit) {
  const auto fields_of = [&](const std::string& prefix, const RecordModel& record) {
    for (const FieldModel& field : record.fields) {
      visit(prefix + field.name, field);
      if (field.record < 0 || field.is_list) continue;
      for (const FieldModel& inner : model.records[static_cast<std::size_t>(field.record)].fields) {
        visit(prefix + field.name + "." + inner.name, inner);
      }
    }
  };
  fields_of("", model.records.front());
  for (const VariableModel& variable : scope) {
    if (variable.record < 0) continue;
    fields_of(variable.name + ".", model.records[static_cast<std::size_t>(variable.record)]);
  }
}

}  // namespace

Model generate_model(Random& random) {
  Model model;
  model.enums = {{"red", "green", "blue"}, {"north", "south"}};
  model.records.resize(4);
  RecordModel& root = model.records[0];
  root.name = "dossier";
  RecordModel& part = model.records[1];
  part.name = "part_type";
  RecordModel& item = model.records[2];
  item.name = "item_type";
  RecordModel& leaf = model.records[3];
  leaf.name = "leaf_type";
  // One of each, so that every sort has a place in every scope.
  add_scalars(random, root, 'a', 11, {0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 8});
  root.fields[9].detail = 0;
  root.fields[10].detail = 1;
  add_scalars(random, part, 'b', 3, {});
  add_scalars(random, item, 'c', 4, {3, 6, 0});
  add_scalars(random, leaf, 'd', 2, {random.chance(50) ? std::size_t{6} : std::size_t{3}});
  FieldModel record_field;
  record_field.name = "part";
  record_field.record = 1;
  root.fields.push_back(record_field);
  FieldModel list;
  list.is_list = true;
  list.record = 2;
  list.name = "items";
  root.fields.push_back(list);
  if (random.chance(60)) {
    list.name = "goods";
    root.fields.push_back(list);
  }
  list.record = 3;
  list.name = "leaves";
  item.fields.push_back(list);
  if (random.chance(40)) part.fields.push_back(list);
  list.record = -1;
  list.sort = Sort::kCountry;
  list.name = "lands";
  if (random.chance(50)) root.fields.push_back(list);
  list.sort = Sort::kEnum;
  list.detail = 1;
  list.name = "sides";
  if (random.chance(30)) item.fields.push_back(list);
  return model;
}

RuleFile vocabulary_file(const Model& model, Random& random) {
  RuleFile file;
  file.path = "vocabulary/dossier.rules";
  file.head = "module dossier \"What a dossier holds\"";
  const auto add = [&](std::string text) {
    file.declarations.push_back(Fragment{Sort::kClause, 0, false, {std::move(text)}, {}});
  };
  add("enum instrument_id { INS_A, INS_B, INS_C }");
  for (std::size_t index = 0; index < model.enums.size(); ++index) {
    add(fmt::format("enum choice_{} {{ {} }}", index + 1, fmt::join(model.enums[index], ", ")));
  }
  add("record rate_type { source : text required  target : text required\n"
      "  rate : number required  valid : date required }");
  for (std::size_t index = 0; index < model.records.size(); ++index) {
    const RecordModel& record = model.records[index];
    std::string text = "record " + record.name + " {\n";
    if (index == 0) {
      text +=
          "  dossier : text required as identifier\n  submitted : date required\n"
          "  instruments : set of instrument_id required as instruments\n"
          "  rates : list of rate_type as rates\n  extra : anything as extensions\n";
    }
    for (const FieldModel& field : record.fields) {
      text += fmt::format("  {} : {}\n", field.name, type_text(model, field));
    }
    add(text + "}");
  }
  // Declarations may stand in any order.
  if (random.chance(30)) random.shuffle(file.declarations);
  return file;
}

std::vector<std::string> paths_to(const Model& model, const Scope& scope, Sort sort, int detail) {
  std::vector<std::string> paths;
  visit_fields(model, scope, [&](const std::string& path, const FieldModel& field) {
    if (field.record < 0 && !field.is_list && field.sort == sort && field.detail == detail) {
      paths.push_back(path);
    }
  });
  for (const VariableModel& variable : scope) {
    if (variable.record >= 0 || variable.sort != sort || variable.detail != detail) continue;
    paths.push_back(variable.name);
  }
  if (sort == Sort::kDate) paths.emplace_back("submitted");
  return paths;
}

std::vector<ListPath> list_paths(const Model& model, const Scope& scope) {
  std::vector<ListPath> lists;
  visit_fields(model, scope, [&](const std::string& path, const FieldModel& field) {
    if (!field.is_list) return;
    lists.push_back({path, {"", field.sort, field.detail, field.record}});
    if (field.record < 0) return;
    for (const FieldModel& inner : model.records[static_cast<std::size_t>(field.record)].fields) {
      if (inner.record >= 0 && !inner.is_list) continue;
      lists.push_back({path + "." + inner.name, {"", inner.sort, inner.detail, inner.record}});
    }
  });
  return lists;
}

}  // namespace probity::property
