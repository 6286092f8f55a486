// The names that a rule set declares, and where they may be said without their module. Private to
// check/.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "check/program.h"
#include "diagnostics/source_text.h"
#include "dossier/vocabulary.h"

namespace probity {

/// Names of two spaces never compete: an act is only named by `law`, a type only by a field.
enum class NameSpace : std::uint8_t {
  kActs,
  kTypes,   ///< enums and records
  kValues,  ///< groups, parameters, defines, figures, interpretations
  kRules,   ///< rules and the exceptions declared away from them
  kInstruments,
};

using Entity = std::variant<ActId, EnumId, RecordId, GroupId, ParameterId, DefinitionId, RuleId,
                            ExceptionId, InstrumentId, InterpretationId>;

struct DeclaredName {
  NameSpace space = NameSpace::kValues;
  std::string module;
  std::string name;
  Entity entity;
  Span span;  ///< of the name in its declaration

  [[nodiscard]] std::string qualified() const { return module + "." + name; }
};

/// The modules whose names are in scope at a place, its own first.
struct Visible {
  std::vector<std::string> modules;

  [[nodiscard]] bool contains(std::string_view module) const;
};

class NameTable {
 public:
  /// Null when the name was free; otherwise the declaration that has it, which stays.
  const DeclaredName* add(DeclaredName name);

  /// Every declaration of `name` in the visible modules. References stay valid for ever.
  [[nodiscard]] std::vector<const DeclaredName*> find(NameSpace space, std::string_view name,
                                                      const Visible& visible) const;
  /// Null where that module has no such name.
  [[nodiscard]] const DeclaredName* find_in(NameSpace space, std::string_view module,
                                            std::string_view name) const;
  /// Every declaration of `name` in any module.
  [[nodiscard]] std::vector<const DeclaredName*> find_anywhere(NameSpace space,
                                                               std::string_view name) const;
  /// Names for suggestions, in the order of their declarations.
  [[nodiscard]] std::vector<std::string_view> names_in(NameSpace space,
                                                       const Visible& visible) const;

  void add_module(std::string name) { modules_.insert(std::move(name)); }
  [[nodiscard]] bool has_module(std::string_view name) const { return modules_.contains(name); }
  [[nodiscard]] const std::set<std::string, std::less<>>& modules() const { return modules_; }

  void mark_used(const Entity& entity) { used_.insert(entity); }
  [[nodiscard]] bool is_used(const Entity& entity) const { return used_.contains(entity); }
  [[nodiscard]] const std::deque<DeclaredName>& all() const { return names_; }

 private:
  using Key = std::pair<NameSpace, std::string>;
  std::deque<DeclaredName> names_;
  std::map<Key, std::vector<const DeclaredName*>> by_name_;
  std::set<std::string, std::less<>> modules_;
  std::set<Entity> used_;
};

}  // namespace probity
