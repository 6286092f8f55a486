// The AST of a case file (language.md, "Cases"): variations of dossiers, and what must come out of
// them, as written. Names and paths are not resolved; values keep the form in which they stand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "syntax/ast.h"

namespace probity::ast {

/// `.field` or `[2]`; elements are counted from 0, as in a JSON pointer.
struct FactStep {
  std::variant<Name, std::uint32_t> step;
  Span span;
};
/// A place in a dossier: `contractors[0].screenings[1].outcome`. The first step is a field of the
/// root.
struct FactPath {
  std::vector<FactStep> steps;
  Span span;
};

struct FactValue;
/// `[ a, b ]`, of a list or a set.
struct FactList {
  std::vector<FactValue> elements;
};
struct FactMember;
/// `{ name is "seeker", origin is US }`
struct FactRecord {
  std::vector<FactMember> members;
};
/// A known value, `unknown`, a list or a record. A name is an enum value or a country.
struct FactValue {
  Span span;
  std::variant<BooleanLiteral, UnknownLiteral, NumberLiteral, PercentageLiteral, MoneyLiteral,
               DateLiteral, DurationLiteral, TextLiteral, NameUse, FactList, FactRecord>
      node;
};
struct FactMember {
  Name field;
  FactValue value;
};

// ---- variations --------------------------------------------------------------------------------

/// `components[2].cost is EUR 5`
struct SetFact {
  FactPath place;
  FactValue value;
};
/// `add to components { ... }, { ... }`
struct AddElements {
  FactPath list;
  std::vector<FactValue> values;
};
/// `copy components[0] { origin is US }`: a further element of the same list.
struct CopyElement {
  FactPath original;
  FactRecord differences;
};
/// `remove components[2]`, `remove seat from seap.statutes`
struct RemoveElement {
  FactPath element;
  std::optional<FactPath> set;  ///< then `element` is the value, a name alone
};
struct Change {
  Span span;
  std::variant<SetFact, AddElements, CopyElement, RemoveElement> node;
};

// ---- expectations ------------------------------------------------------------------------------

/// What an expectation is about.
struct CaseSubject {
  enum class Kind : std::uint8_t {
    kDossier,    ///< the word `dossier`: all instruments together
    kNamed,      ///< an instrument or a rule
    kFigure,     ///< `figure ID`
    kException,  ///< `exception ID`
  };
  Kind kind = Kind::kNamed;
  std::vector<Name> name;           ///< as qualified as it was written; empty for kDossier
  std::optional<FactPath> element;  ///< `for contractors[0]`
  std::optional<Name> instrument;   ///< `in SAFE`
  Span span;
};

/// `is undetermined between satisfied and violated`, `is 35 %`, `is settled by agent`
struct IsClaim {
  bool negated = false;
  FactValue value;
  std::vector<FactPath> by;     ///< `by screened`
  std::optional<Name> without;  ///< the word after `without`
  std::vector<Name> between;
  std::optional<ReadingCondition> under;  ///< `under unanimity is wide`
  bool under_every_reading = false;
};
/// `lacks components[0].cost then agent.country`, `lacks nothing`, `lacks agent and others`
struct LacksClaim {
  std::vector<FactPath> facts;
  bool in_order = false;
  bool and_others = false;
};
struct Claim {
  Span span;
  std::variant<IsClaim, LacksClaim> node;
};
struct Expectation {
  Span span;
  CaseSubject subject;
  std::vector<Claim> claims;
};

// ---- files -------------------------------------------------------------------------------------

struct Case {
  Text title;
  std::string doc;  ///< Markdown of the `##` comments before it
  std::vector<Law> laws;
  Text dossier;  ///< a path, relative to the case file
  std::vector<Change> changes;
  std::optional<DateLiteral> as_of;
  std::vector<ReadingCondition> readings;
  std::vector<Expectation> expectations;
  Span span;
  /// False where a mistake in it was reported; such a case is not checked further.
  bool is_complete = true;
};

struct CaseFile {
  SourceId source;
  std::optional<Name> rule_set;  ///< `ruleset safe_2025_03`: the rules that the file is about
  std::vector<Name> uses;        ///< `use safe`: modules whose names need no module before them
  std::vector<Case> cases;
};

}  // namespace probity::ast
