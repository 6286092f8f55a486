// Candidates: other values that a fact could have, for a search that tries each of them. They come
// from the type of the fact and from what the rule asks, never from a name: a boolean the other way
// round, each value of an enum, one country of each kind that the rule tells apart, the values that
// it compares with and their neighbours, a list without one of its elements or with one more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyse/asked.h"
#include "analyse/place.h"
#include "check/program.h"
#include "dossier/facts.h"
#include "dossier/json_edit.h"
#include "evaluate/machine.h"

namespace probity {

/// Elements that are taken out of one list, one at a time.
inline constexpr std::uint32_t kMostTakenOut = 50;

struct Candidate {
  JsonEdit edit;
  std::string note;  ///< what the value stands for: "in places.EU"; "" where it stands for itself
};

/// Where candidates come from.
struct CandidateScene {
  const Program& program;
  const Facts& facts;
  Asked asked;
  std::optional<Date> day;         ///< the reference date
  std::vector<Country> mentioned;  ///< countries that the facts of the finding name, in their order
};

class CandidateMaker {
 public:
  /// `machine` is asked for memberships in groups, on its reference date under its readings.
  CandidateMaker(CandidateScene scene, Machine& machine);

  /// Other values for a single value; those between two of which it is ordered are found by a
  /// search for the boundary instead (boundary.h), which these complete where it is unknown.
  [[nodiscard]] std::vector<Candidate> of_value(const std::string& pointer,
                                                const Place& place) const;
  /// A list or set without each of its elements, or of the first kMostTakenOut; and emptied.
  [[nodiscard]] std::vector<Candidate> of_less(const std::string& pointer,
                                               const Place& place) const;
  /// A list or set with one more element that says no more than what the rule reads.
  [[nodiscard]] std::vector<Candidate> of_more(const std::string& pointer,
                                               const Place& place) const;

 private:
  struct Choice {
    std::string json;
    std::string note;
  };

  void choose_countries(Machine& machine);
  [[nodiscard]] std::vector<Choice> asked_values(TypeId type) const;
  [[nodiscard]] std::vector<Choice> dates() const;
  [[nodiscard]] std::vector<Choice> durations() const;
  /// Of a single value; `is_every`: all values of an enum, not only those that the rule names.
  [[nodiscard]] std::vector<Choice> choices(TypeId type, bool is_every) const;
  [[nodiscard]] std::vector<std::string> records(RecordId record) const;

  CandidateScene scene_;
  std::vector<Choice> countries_;
};

}  // namespace probity
