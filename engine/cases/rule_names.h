// Rules, exceptions, figures and readings as a case names them: qualified, or by their last part
// where only one has it. Private to cases/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.h"
#include "cases/case_context.h"
#include "syntax/case_ast.h"

namespace probity {

/// A name as written, with its dots, and where it stands.
struct WrittenName {
  std::string text;
  Span span;
};
[[nodiscard]] WrittenName written_name(const std::vector<ast::Name>& parts);

/// Each is absent after a diagnostic.
[[nodiscard]] std::optional<RuleId> find_case_rule(CaseContext& context, const WrittenName& name);
[[nodiscard]] std::optional<ExceptionId> find_case_exception(CaseContext& context,
                                                             const WrittenName& name);
[[nodiscard]] std::optional<DefinitionId> find_case_figure(CaseContext& context,
                                                           const WrittenName& name);
[[nodiscard]] std::optional<ReadingCondition> find_case_reading(
    CaseContext& context, const ast::ReadingCondition& written);
[[nodiscard]] std::optional<Citation> find_case_law(CaseContext& context, const ast::Law& law);

/// A module that declares rules, figures or interpretations; false after a diagnostic.
[[nodiscard]] bool find_case_module(CaseContext& context, const ast::Name& name);

/// An instrument of the rules or, without any, of the vocabulary.
[[nodiscard]] bool is_instrument(const Program& program, std::string_view name);
[[nodiscard]] std::vector<std::string> instrument_names(const Program& program);
[[nodiscard]] std::optional<std::string> find_case_instrument(CaseContext& context,
                                                              const ast::Name& name);

/// The exception of `rule` by the name that a case gives it, also by its last part alone.
[[nodiscard]] std::optional<ExceptionId> find_exception_of(CaseContext& context, RuleId rule,
                                                           const WrittenName& name);

}  // namespace probity
