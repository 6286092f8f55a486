// What expressions of two rule sets mean, so that they can be compared: whatever is only a matter
// of spelling is gone. Names are resolved, variables are told apart by where they are bound,
// operands of `and`, `or` and `is` have no order, `a is at least b` is `b is at most a`, and
// brackets, scales and comments are gone with the text.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "check/program.h"
#include "support/ids.h"

namespace probity {

struct MeaningTag;
/// Equal for expressions that mean the same, in whichever of the two rule sets they stand.
using MeaningId = Id<MeaningTag>;

/// Gives one id for one description of a meaning. Shared by the readers of both rule sets.
class Meanings {
 public:
  [[nodiscard]] MeaningId of(const std::string& description);

  enum class Word : std::uint8_t { kAnd, kOr, kSet };
  /// Operands that have no order and count once; those that are chains of the same word themselves
  /// become part of it, and a chain of one is that one.
  [[nodiscard]] MeaningId of_chain(Word word, const std::vector<MeaningId>& operands);

 private:
  std::map<std::string, MeaningId> ids_;
  std::map<MeaningId, std::pair<Word, std::vector<MeaningId>>> chains_;  ///< what they join
};

/// What the things of the old rule set are called in the new one: "group places.EU" to
/// "places.Union". What it does not hold has the same name in both.
using NewNames = std::map<std::string, std::string>;
[[nodiscard]] std::string new_name(const NewNames& names, std::string_view kind,
                                   const std::string& name);

/// A definition that is called stands for its name, or for what it says: two expressions that
/// differ in their calls alone may still mean the same.
enum class Calls : std::uint8_t { kByName, kByContent };

class MeaningReader {
 public:
  /// All must outlive it. `names` may grow between calls with `kByName`; the memory of
  /// `kByContent` forgets nothing, so it wants a new reader then.
  MeaningReader(const Program& program, const NewNames& names, Meanings& meanings, Calls calls)
      : program_(program), names_(names), meanings_(meanings), calls_(calls) {}

  /// Of an expression with so many variables in scope: parameters of its definition, or the
  /// variable of `for each`. An absent node has a meaning of its own.
  [[nodiscard]] MeaningId of(NodeId node, std::uint32_t variables);
  /// Of a conjunction: the order does not count.
  [[nodiscard]] MeaningId of_all(const std::vector<NodeId>& nodes, std::uint32_t variables);
  /// "list of dossier.supplier".
  [[nodiscard]] std::string type(TypeId id) const;
  /// The same for equal values of equal types, and for no others.
  [[nodiscard]] std::string constant(const Constant& value, TypeId type_id) const;

 private:
  /// What the slots of a frame hold, and how many variables are bound around it.
  struct Scope {
    std::vector<MeaningId> slots;
    std::uint32_t bound = 0;
  };

  [[nodiscard]] Scope scope_of(std::uint32_t variables);
  [[nodiscard]] MeaningId variable(std::uint32_t number);
  [[nodiscard]] MeaningId read(NodeId id, const Scope& scope);
  [[nodiscard]] std::vector<MeaningId> read(const std::vector<NodeId>& nodes, const Scope& scope);
  [[nodiscard]] std::string describe(const Node& described, const Scope& scope);
  [[nodiscard]] std::string compare(const node::Compare& node, const Scope& scope);
  [[nodiscard]] MeaningId call(const node::Call& node, const Scope& scope);
  [[nodiscard]] std::string table(const node::Table& node, const Scope& scope);
  [[nodiscard]] Scope inner(const Scope& scope, std::uint32_t slot);

  const Program& program_;
  const NewNames& names_;
  Meanings& meanings_;
  Calls calls_;
  std::uint32_t depth_ = 0;  ///< calls that are being followed
  std::uint32_t steps_ = 0;  ///< nodes that were read
  /// Calls that were followed: definition, variables bound around it, arguments.
  std::map<std::tuple<DefinitionId, std::uint32_t, std::vector<MeaningId>>, MeaningId> followed_;
};

}  // namespace probity
