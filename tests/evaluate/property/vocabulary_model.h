// The generator's picture of a dossier: records of named fields, and which paths lead to what.
#pragma once

#include <string>
#include <vector>

#include "tests/evaluate/property/random.h"
#include "tests/evaluate/property/rule_text.h"

namespace probity::property {

struct FieldModel {
  std::string name;
  Sort sort = Sort::kBoolean;
  int detail = 0;   ///< index of the enum
  int record = -1;  ///< index of the record it holds, or -1
  bool is_list = false;
};

struct RecordModel {
  std::string name;
  std::vector<FieldModel> fields;
};

struct Model {
  std::vector<std::vector<std::string>> enums;
  std::vector<RecordModel> records;  ///< the root first
};

[[nodiscard]] Model generate_model(Random& random);
/// Its declarations: enums, records, and the roles that the engine must find.
[[nodiscard]] RuleFile vocabulary_file(const Model& model, Random& random);

/// A variable in scope: of a record, or of a scalar when `record` is -1.
struct VariableModel {
  std::string name;
  Sort sort = Sort::kBoolean;
  int detail = 0;
  int record = -1;
};
using Scope = std::vector<VariableModel>;

/// Expressions that are just a place: `part.day_b1`, `v1.land_c2`.
[[nodiscard]] std::vector<std::string> paths_to(const Model& model, const Scope& scope, Sort sort,
                                                int detail);

struct ListPath {
  std::string text;
  VariableModel element;  ///< nameless
};
/// Lists of records and of scalars, those that a path over a list joins included.
[[nodiscard]] std::vector<ListPath> list_paths(const Model& model, const Scope& scope);

}  // namespace probity::property
