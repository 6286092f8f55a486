// What differs between two rule sets, as plain data. Ids in a part's `before` are those of the old
// Program, ids in its `after` those of the new one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "check/program.h"
#include "evaluate/decision.h"

namespace probity {

/// In the order in which a report shows them.
enum class DeclarationKind : std::uint8_t {
  kInstrument,
  kRule,
  kException,
  kPrevalence,
  kParameter,
  kFigure,
  kTable,
  kDefine,
  kGroup,
  kInterpretation,
  kEnum,
  kRecord,
  kAct,
};
[[nodiscard]] std::string_view declaration_kind_name(DeclarationKind kind);  ///< "rule"

enum class ChangeKind : std::uint8_t {
  kChanged,
  kRenamed,   ///< says the same under another name; its words may differ
  kReworded,  ///< titles, messages, notes and labels alone
  kAdded,
  kRemoved,
};
[[nodiscard]] std::string_view change_kind_name(ChangeKind kind);  ///< "changed"

/// Countries with the windows of their membership.
struct DatedMembers {
  std::vector<std::pair<Country, std::vector<Window>>> members;  ///< by code
};
/// A value of a parameter.
struct TypedConstant {
  Constant value;
  TypeId type;
  std::optional<Date> until;  ///< where it ends before another begins
};
/// `for each VARIABLE in LIST`
struct ForEachClause {
  std::string variable;
  NodeId list;
};
/// Conjuncts of one condition, or facts of one list.
struct Expressions {
  enum class Join : std::uint8_t { kAnd, kComma };
  Join join = Join::kAnd;
  std::vector<NodeId> nodes;
};
/// A row of a table.
struct RowContent {
  NodeId condition;
  NodeId result;
  std::vector<Citation> laws;
};

/// What a clause says; a text stands as it is.
using PartContent =
    std::variant<std::string, Expressions, std::vector<Citation>, Window, ReadingCondition,
                 Template, TypedConstant, ForEachClause, DatedMembers, RowContent>;

/// A clause, value, row or field that is not the same in both.
struct PartChange {
  std::string part;                   ///< as the language calls it: "requires", "from 2025-05-29"
  std::optional<PartContent> before;  ///< absent where it is new
  std::optional<PartContent> after;   ///< absent where it was taken away
  bool is_wording = false;            ///< it decides nothing
};

struct DeclarationChange {
  DeclarationKind kind = DeclarationKind::kRule;
  ChangeKind change = ChangeKind::kChanged;
  std::string name;            ///< qualified; the new one where it stands in both
  std::string old_name;        ///< where it was renamed, else ""
  std::string title;           ///< the new one where it stands in both; "" where there is none
  std::vector<Citation> laws;  ///< the new ones where it stands in both
  /// Of an exception the rule that it belongs to, of a precedence the one that gives way, else "".
  std::string rule;
  std::vector<PartChange> parts;      ///< empty for what was added or removed
  std::vector<std::string> bears_on;  ///< rules whose outcome can depend on it, in their order
};

/// Something that is written otherwise and means the same, such as a definition that is new and
/// changes no rule.
struct Restatement {
  DeclarationKind kind = DeclarationKind::kDefine;
  ChangeKind change = ChangeKind::kAdded;
  std::string name;
  std::string old_name;  ///< where it was renamed, else ""
};

/// The finding of a rule on one subject, under two rule sets; absent where a rule set has none.
struct FindingDifference {
  std::string instrument;
  std::string rule;  ///< the new name where the rule stands in both
  std::string subject;
  std::optional<Outcome> before;
  std::optional<Outcome> after;
};

/// A dossier, or a case, that comes out otherwise.
struct DossierDifference {
  std::string source;             ///< file, or file and line of the case
  std::string name;               ///< identifier of the dossier, or title of the case
  std::optional<Verdict> before;  ///< absent where the rule set refuses the dossier
  std::optional<Verdict> after;
  std::vector<FindingDifference> findings;
};

/// What a set of dossiers and cases shows of the difference.
struct DossierComparison {
  std::size_t compared = 0;
  std::size_t unfit = 0;  ///< cases that vary facts which neither vocabulary has, and dossiers that
                          ///< both rule sets refuse
  std::vector<DossierDifference> differences;
};

struct RuleSetDiff {
  std::vector<DeclarationChange> changes;  ///< by kind; exceptions after their rule
  std::vector<Restatement> restatements;
  std::optional<DossierComparison> dossiers;  ///< where they were asked for
};

/// Whether the rules mean something else, or any dossier comes out otherwise.
[[nodiscard]] bool is_changed(const RuleSetDiff& diff);

}  // namespace probity
