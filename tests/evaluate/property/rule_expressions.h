// Random expressions over a model and a scope, each of a wanted sort and in brackets of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/evaluate/property/random.h"
#include "tests/evaluate/property/rule_generator.h"
#include "tests/evaluate/property/rule_text.h"
#include "tests/evaluate/property/vocabulary_model.h"

namespace probity::property {

/// A define, figure or parameter that an expression may name.
struct NamedModel {
  std::string name;
  Sort sort = Sort::kBoolean;
  std::vector<VariableModel> parameters;  ///< of a define
  bool is_aggregate = false;              ///< its body is a count, a sum or a ratio of sums
};

class RuleExpressions {
 public:
  RuleExpressions(Random& random, const Model& model, const RuleOptions& options)
      : random_(random), model_(model), options_(options) {}

  [[nodiscard]] Fragment boolean(const Scope& scope, int depth);
  [[nodiscard]] Fragment scalar(Sort sort, int detail, const Scope& scope, int depth);
  [[nodiscard]] Fragment sum_of_money(const Scope& scope, int depth);
  [[nodiscard]] Fragment ratio(const Scope& scope, int depth);
  /// One comparison with `known` or `otherwise` in it, for `applies when`.
  [[nodiscard]] Fragment as_filed(const Scope& scope);
  /// Of records, as `for each` takes it; absent where there is none.
  [[nodiscard]] std::optional<ListPath> record_list(const Scope& scope);

  std::vector<NamedModel> named;  ///< what may be named from here on
  std::vector<std::string> groups;
  std::vector<std::string> readings;  ///< "contested is wide"

 private:
  struct Member {
    ListPath list;
    Scope inner;       ///< with the new variable
    std::string name;  ///< of the new variable
  };

  [[nodiscard]] Member enter(const Scope& scope, bool only_records);
  [[nodiscard]] Fragment atom(const Scope& scope, int depth);
  [[nodiscard]] Fragment quantified(const Scope& scope, int depth);
  [[nodiscard]] Fragment count_bound(const Scope& scope, int depth);
  [[nodiscard]] Fragment sum_bound(const Scope& scope, int depth);
  [[nodiscard]] Fragment ratio_bound(const Scope& scope, int depth);
  [[nodiscard]] Fragment plain_comparison(const Scope& scope, int depth);
  [[nodiscard]] Fragment different_sides(Fragment comparison);
  [[nodiscard]] Fragment country_test(const Scope& scope);
  [[nodiscard]] Fragment connective(const Scope& scope, int depth);
  [[nodiscard]] Fragment place(Sort sort, int detail, const Scope& scope);
  [[nodiscard]] Fragment literal(Sort sort, int detail);
  [[nodiscard]] std::optional<Fragment> use_named(Sort sort, const Scope& scope, int depth,
                                                  bool aggregates_too);
  [[nodiscard]] Fragment arithmetic(Sort sort, const Scope& scope, int depth);
  [[nodiscard]] std::string comparator(Sort sort);
  [[nodiscard]] bool has_list(const Scope& scope, bool only_records) const;

  Random& random_;
  const Model& model_;
  const RuleOptions& options_;
  int variables_ = 0;
};

}  // namespace probity::property
