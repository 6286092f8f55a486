// What the parts of the checker share while they build one Program, and the few sentences that they
// all say of a name. Private to check/.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/names.h"
#include "check/program.h"
#include "diagnostics/diagnostic.h"
#include "syntax/ast.h"

namespace probity {

/// Where a definition looks at the dossier as filed: at its `known` or `otherwise`.
struct AsFiledUse {
  DefinitionId definition;
  Span span;
};

struct Context {
  Program& program;
  Diagnostics& diagnostics;
  NameTable names;

  /// Per definition: the `known` or `otherwise` in it or in a definition that it names. Filled once
  /// all bodies are checked.
  std::vector<std::optional<AsFiledUse>> as_filed;
  /// Places of the fields of records, for labels; empty for expressions from outside.
  std::map<std::pair<RecordId, std::uint32_t>, Span> field_spans;

  /// Declarations with a mistake of grammar: their names and types count, and nothing is said of
  /// what they may lack (ast::Declaration::is_complete).
  std::set<Entity> incomplete;
  /// The root is absent or incomplete: any name may be a fact, so no name is called unknown.
  bool may_lack_facts = false;
  /// Per exception: its clauses as written, for the places of labels.
  std::vector<const ast::Norm*> exception_norms;

  Context(Program& the_program, Diagnostics& the_diagnostics)
      : program(the_program), diagnostics(the_diagnostics) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  void report(Diagnostic diagnostic) { diagnostics.add(std::move(diagnostic)); }
  [[nodiscard]] bool is_complete(const Entity& entity) const {
    return !incomplete.contains(entity);
  }
};

/// "did you mean `x`?" with its fix, where one of the candidates is near.
void suggest(Diagnostic& diagnostic, std::string_view written,
             const std::vector<std::string_view>& candidates);

/// "`a`, `b` and `c`", the first twelve where there are more.
[[nodiscard]] std::string list_names(const std::vector<std::string_view>& names);

/// "declared here", with the name.
[[nodiscard]] Label declared_here(const DeclaredName& name);

/// Labels the declaration of an enum or record; nothing where its place is not known.
void label_type(Diagnostic& diagnostic, const Context& context, std::string_view module,
                std::string_view name);

[[nodiscard]] std::vector<std::string_view> field_names(const RecordType& record);
[[nodiscard]] std::vector<std::string_view> value_names(const Vocabulary& vocabulary,
                                                        const EnumType& enumeration);

[[nodiscard]] Span span_of(const std::vector<ast::Name>& names);
[[nodiscard]] std::string text_of(const std::vector<ast::Name>& names);

/// What kind of thing a name stands for, and what to say when there is none.
struct Wanted {
  NameSpace space = NameSpace::kValues;
  Code code;              ///< of the diagnostic when nothing has the name
  std::string_view noun;  ///< "act", "rule"
};

/// The one declaration that `written` (a name, or a module and a name) means at a place that sees
/// `visible`. Null after a diagnostic when there is none or more than one.
[[nodiscard]] const DeclaredName* resolve(Context& context, const std::vector<ast::Name>& written,
                                          const Visible& visible, const Wanted& wanted);

/// The reading that `under ID is READING` means; absent after a diagnostic.
[[nodiscard]] std::optional<ReadingCondition> resolve_reading(Context& context,
                                                              const Visible& visible,
                                                              const ast::ReadingCondition& written);

/// Says that two declarations in scope have the name, and how to tell them apart.
void report_ambiguous(Context& context, const ast::Name& name,
                      const std::vector<const DeclaredName*>& found);

}  // namespace probity
