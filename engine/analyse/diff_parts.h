// A declaration as a list of parts that can be compared one by one with those of another rule set.
// Private to analyse/.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyse/meaning.h"
#include "analyse/result.h"
#include "check/program.h"

namespace probity {

struct Part {
  std::string name;  ///< what PartChange calls it
  std::string key;   ///< with the name, what tells it from the other parts of its declaration
  /// Two parts say the same where one of these is the same.
  std::string by_name;     ///< calls of definitions stand for their names
  std::string by_content;  ///< calls stand for what they say
  PartContent content;
  bool is_wording = false;
};
using Parts = std::vector<Part>;

/// All of it but the names of parts that are wording: equal for declarations that say the same.
[[nodiscard]] std::string meaning_of(const Parts& parts);

/// Two windows are the same where this text is.
[[nodiscard]] std::string window_key(const Window& window);

/// Parts of the declarations of one rule set. A declaration that says nothing in a clause has no
/// part for it.
class PartReader {
 public:
  /// All must outlive it; `names` are those of the other rule set.
  PartReader(const Program& program, const NewNames& names, Meanings& meanings)
      : program_(program),
        names_(names),
        by_name_(program, names, meanings, Calls::kByName),
        by_content_(program, names, meanings, Calls::kByContent) {}

  [[nodiscard]] Parts parts(const Instrument& instrument);
  [[nodiscard]] Parts parts(const Rule& rule);
  [[nodiscard]] Parts parts(const Exception& exception);
  [[nodiscard]] Parts parts(const Prevalence& prevalence);
  [[nodiscard]] Parts parts(const Parameter& parameter);
  [[nodiscard]] Parts parts(const Definition& definition);
  [[nodiscard]] Parts parts(const Group& group);
  [[nodiscard]] Parts parts(const Interpretation& interpretation);
  [[nodiscard]] Parts parts(const EnumType& enumeration);
  [[nodiscard]] Parts parts(const RecordType& record);
  [[nodiscard]] Parts parts(const Act& act);

 private:
  /// Texts that decide nothing.
  void wording(Parts& parts, std::string name, const std::string& text);
  void words(Parts& parts, std::string name, std::string key, std::string text);
  void laws(Parts& parts, const std::vector<Citation>& laws);
  void window(Parts& parts, const Window& window);
  void under(Parts& parts, const std::optional<ReadingCondition>& condition);
  void for_each(Parts& parts, const std::optional<ForEach>& range);
  void expressions(Parts& parts, std::string name, Expressions content, std::uint32_t variables);
  void texts(Parts& parts, std::string name, const Template& text, std::uint32_t variables);
  void rows(Parts& parts, const Definition& table);
  [[nodiscard]] std::string law_key(const std::vector<Citation>& laws) const;
  [[nodiscard]] std::string reading_key(const ReadingCondition& condition) const;

  const Program& program_;
  const NewNames& names_;
  MeaningReader by_name_;
  MeaningReader by_content_;
};

/// What tells an act from others: its CELEX number, or else its title; the short name by which the
/// rules cite it is a matter of spelling.
[[nodiscard]] std::string act_key(const Act& act);

}  // namespace probity
