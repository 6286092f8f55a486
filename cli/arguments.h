// The words after a command, told apart into options and positional arguments by the command's row.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "check/program.h"
#include "cli/command.h"
#include "report/page.h"
#include "support/result.h"

namespace probity {

/// Invariant: holds only options that the command's row lists, each as often as it may stand, and
/// a `--format` that the command has.
class Arguments {
 public:
  /// kUsage with what is wrong and the nearest spelling. `--help` makes everything else optional.
  [[nodiscard]] static Result<Arguments> parse(const CommandRow& command,
                                               std::span<const std::string> words);

  [[nodiscard]] const CommandRow& command() const { return *command_; }
  [[nodiscard]] bool has(Option option) const { return options_.contains(option); }
  [[nodiscard]] std::optional<std::string> value(Option option) const;
  [[nodiscard]] std::vector<std::string> values(Option option) const;
  [[nodiscard]] const std::vector<std::string>& positionals() const { return positionals_; }
  /// The chosen format, or the command's first.
  [[nodiscard]] std::string format() const;

 private:
  explicit Arguments(const CommandRow& command) : command_(&command) {}

  const CommandRow* command_;
  std::map<Option, std::vector<std::string>> options_;
  std::vector<std::string> positionals_;
};

/// ", did you mean `x`?" where a candidate is near enough, else "".
[[nodiscard]] std::string suggestion(std::string_view name,
                                     std::span<const std::string> candidates);

/// `--as-of`; absent where it is not given, kUsage where it is no day.
[[nodiscard]] Result<std::optional<Date>> as_of_option(const Arguments& arguments);
/// `--instrument`: names that the rules or the vocabulary know; kUsage otherwise.
[[nodiscard]] Result<std::vector<std::string>> instrument_options(const Arguments& arguments,
                                                                  const Program& program);
/// `--reading`, resolved; a point may be named without its module where no other has its name.
[[nodiscard]] Result<std::vector<ReadingCondition>> reading_options(const Arguments& arguments,
                                                                    const Program& program);
/// `--jobs`, or the number of processors.
[[nodiscard]] Result<std::size_t> jobs_option(const Arguments& arguments);

/// A rule by its qualified name, or by its last part where only one rule has it.
[[nodiscard]] Result<RuleId> find_rule(const Program& program, const std::string& name);
/// An instrument that has rules in this set.
[[nodiscard]] Result<InstrumentId> find_instrument(const Program& program, const std::string& name);

}  // namespace probity
