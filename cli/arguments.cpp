#include "cli/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <thread>

#include "report/wording.h"
#include "support/text.h"

namespace probity {
namespace {

namespace po = boost::program_options;

/// More threads than any machine that this runs on has processors.
constexpr std::size_t kMaxJobs = 512;

Error usage(std::string message) { return {ErrorKind::kUsage, std::move(message)}; }

std::vector<std::string> quoted(std::span<const std::string_view> words) {
  std::vector<std::string> quoted_words;
  for (const std::string_view word : words) quoted_words.push_back(fmt::format("`{}`", word));
  return quoted_words;
}

std::vector<std::string> shown_option_names(const CommandRow& command) {
  std::vector<std::string> names;
  for (const Option option : command.options) {
    const OptionRow& row = option_row(option);
    if (row.listing == Listing::kShown) names.push_back(fmt::format("--{}", row.name));
  }
  return names;
}

Error unknown_option(const CommandRow& command, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  return usage(fmt::format("`{}` has no option `{}`{}", command.name, name,
                           suggestion(name, shown_option_names(command))));
}

/// `-x`, but not `-` nor the expression `-1 + 2`.
bool looks_like_option(const std::string& word) {
  if (word.size() < 2 || word[0] != '-') return false;
  const char second = word[1];
  return second == '-' || (second >= 'a' && second <= 'z') || (second >= 'A' && second <= 'Z');
}

std::optional<Option> find_option(const CommandRow& command, std::string_view name) {
  for (const Option option : command.options) {
    if (option_row(option).name == name) return option;
  }
  return std::nullopt;
}

po::options_description description_of(const CommandRow& command) {
  po::options_description description;
  for (const Option option : command.options) {
    const OptionRow& row = option_row(option);
    const auto* value = row.value.empty()
                            ? static_cast<const po::value_semantic*>(new po::untyped_value(true))
                            : po::value<std::string>();
    description.add_options()(std::string(row.name).c_str(), value);
  }
  return description;
}

std::optional<Error> format_mistake(const CommandRow& command, const std::string& format) {
  if (std::ranges::find(command.formats, format) != command.formats.end()) return std::nullopt;
  return usage(fmt::format("`{}` has no format `{}`; it has {}", command.name, format,
                           join_words(quoted(command.formats), "and")));
}

std::optional<Error> count_mistake(const CommandRow& command, std::size_t count) {
  if (count < command.fewest) {
    return usage(fmt::format("`{}` needs {}", command.name, command.arguments));
  }
  if (count <= command.most) return std::nullopt;
  if (command.most == 0) return usage(fmt::format("`{}` takes no arguments", command.name));
  if (command.most == 1) {
    return usage(fmt::format("`{}` takes one argument, {}", command.name, command.arguments));
  }
  return usage(
      fmt::format("`{}` takes {}, and not {} arguments", command.name, command.arguments, count));
}

}  // namespace

std::string suggestion(std::string_view name, std::span<const std::string> candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  const std::optional<std::string_view> nearest = find_nearest(name, views);
  return nearest ? fmt::format("; did you mean `{}`?", *nearest) : "";
}

Result<Arguments> Arguments::parse(const CommandRow& command, std::span<const std::string> words) {
  namespace style = po::command_line_style;
  Arguments arguments(command);
  // Nothing that begins with one dash is an option, so that `--` is all there is to know.
  const auto end_of_options = std::ranges::find(words, "--");
  const std::vector<std::string> before(words.begin(), end_of_options);
  std::vector<po::option> parsed;
  try {
    const po::options_description description = description_of(command);
    parsed = po::command_line_parser(before)
                 .options(description)
                 .style(style::allow_long | style::long_allow_adjacent | style::long_allow_next)
                 .run()
                 .options;
  } catch (const po::unknown_option& error) {
    return unknown_option(command, "--" + error.get_option_name().substr(2));
  } catch (const po::error_with_option_name& error) {
    return usage(error.what());
  } catch (const po::error& error) {
    return usage(error.what());
  }
  for (const po::option& option : parsed) {
    if (option.position_key >= 0) {
      const std::string& word = option.original_tokens.front();
      if (looks_like_option(word)) return unknown_option(command, word);
      arguments.positionals_.push_back(word);
      continue;
    }
    const Option id = *find_option(command, option.string_key);
    std::vector<std::string>& values = arguments.options_[id];
    if (!values.empty() && option_row(id).repeat == Repeat::kOnce) {
      return usage(fmt::format("`--{}` stands twice", option.string_key));
    }
    values.push_back(option.value.empty() ? "" : option.value.front());
  }
  if (end_of_options != words.end()) {
    arguments.positionals_.insert(arguments.positionals_.end(), end_of_options + 1, words.end());
  }
  if (arguments.has(Option::kHelp)) return arguments;
  if (const std::optional<std::string> format = arguments.value(Option::kFormat)) {
    if (const std::optional<Error> mistake = format_mistake(command, *format)) return *mistake;
  }
  if (const std::optional<std::string> when = arguments.value(Option::kColor)) {
    if (*when != "auto" && *when != "always" && *when != "never") {
      return usage(fmt::format("`--color` is auto, always or never, not `{}`", *when));
    }
  }
  if (const auto mistake = count_mistake(command, arguments.positionals_.size())) return *mistake;
  return arguments;
}

std::optional<std::string> Arguments::value(Option option) const {
  const auto found = options_.find(option);
  if (found == options_.end()) return std::nullopt;
  return found->second.front();
}

std::vector<std::string> Arguments::values(Option option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::vector<std::string>() : found->second;
}

std::string Arguments::format() const {
  if (std::optional<std::string> chosen = value(Option::kFormat)) return *chosen;
  return command_->formats.empty() ? "" : std::string(command_->formats.front());
}

Result<std::optional<Date>> as_of_option(const Arguments& arguments) {
  const std::optional<std::string> text = arguments.value(Option::kAsOf);
  if (!text) return std::optional<Date>();
  const std::optional<Date> date = parse_date(*text);
  if (!date) {
    return usage(fmt::format("`--as-of` takes a day that exists, as YYYY-MM-DD, not `{}`", *text));
  }
  return date;
}

namespace {

/// The names that may stand in a dossier's `instruments`, and those of the rules.
std::vector<std::string> known_instruments(const Program& program) {
  std::vector<std::string> names;
  names.reserve(program.instruments.size());
  for (const Instrument& instrument : program.instruments) names.push_back(instrument.name);
  const Vocabulary& vocabulary = program.vocabulary;
  if (!vocabulary.roles.instruments) return names;
  const Field& field = vocabulary.record(vocabulary.root).fields[*vocabulary.roles.instruments];
  const TypeId element = vocabulary.type(field.type).element;
  if (!element.is_present() || !vocabulary.type(element).enumeration.is_present()) return names;
  const EnumType& enumeration = vocabulary.enumeration(vocabulary.type(element).enumeration);
  for (const EnumValue& value : enumeration.values)
    names.push_back(vocabulary.symbol(value.symbol));
  return names;
}

std::string last_part(const std::string& qualified) {
  return qualified.substr(qualified.rfind('.') + 1);
}

/// Index of the thing with this qualified name, or with this last part where only one has it.
template <class Things>
Result<std::size_t> find_named(const Things& things, const std::string& name,
                               std::string_view kind) {
  std::vector<std::size_t> matches;
  std::vector<std::string> names;
  for (std::size_t index = 0; index < things.size(); ++index) {
    if (things[index].name == name) return index;
    if (last_part(things[index].name) == name) matches.push_back(index);
    names.push_back(things[index].name);
    names.push_back(last_part(things[index].name));
  }
  if (matches.size() == 1) return matches.front();
  if (matches.empty()) {
    return usage(fmt::format("there is no {} `{}`{}", kind, name, suggestion(name, names)));
  }
  std::vector<std::string> qualified;
  qualified.reserve(matches.size());
  for (const std::size_t index : matches)
    qualified.push_back(fmt::format("`{}`", things[index].name));
  return usage(fmt::format("`{}` can be {}", name, join_words(qualified, "or")));
}

}  // namespace

Result<std::vector<std::string>> instrument_options(const Arguments& arguments,
                                                    const Program& program) {
  const std::vector<std::string> known = known_instruments(program);
  for (const std::string& name : arguments.values(Option::kInstrument)) {
    if (std::ranges::find(known, name) == known.end()) {
      return usage(fmt::format("there is no instrument `{}`{}", name, suggestion(name, known)));
    }
  }
  return arguments.values(Option::kInstrument);
}

Result<std::vector<ReadingCondition>> reading_options(const Arguments& arguments,
                                                      const Program& program) {
  std::vector<ReadingCondition> conditions;
  for (const std::string& word : arguments.values(Option::kReading)) {
    const std::size_t sign = word.find('=');
    if (sign == std::string::npos) {
      return usage(fmt::format("`--reading` takes POINT=READING, not `{}`", word));
    }
    const Result<std::size_t> point =
        find_named(program.interpretations, word.substr(0, sign), "contested point");
    if (!point) return point.error();
    const Interpretation& interpretation = program.interpretations[point.value()];
    std::vector<std::string> names;
    names.reserve(interpretation.readings.size());
    for (const Reading& reading : interpretation.readings) names.push_back(reading.name);
    const std::string wanted = word.substr(sign + 1);
    const auto found = std::ranges::find(names, wanted);
    if (found == names.end()) {
      return usage(fmt::format("`{}` has no reading `{}`; it has {}", interpretation.name, wanted,
                               join_words(names, "and")));
    }
    const InterpretationId id(point.value());
    if (std::ranges::find(conditions, id, &ReadingCondition::interpretation) != conditions.end()) {
      return usage(fmt::format("`--reading` chooses `{}` twice", interpretation.name));
    }
    conditions.push_back({id, static_cast<std::uint32_t>(found - names.begin())});
  }
  return conditions;
}

Result<std::size_t> jobs_option(const Arguments& arguments) {
  const std::optional<std::string> text = arguments.value(Option::kJobs);
  if (!text) return std::max<std::size_t>(1, std::thread::hardware_concurrency());
  std::size_t jobs = 0;
  const char* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, jobs);
  if (read.ec != std::errc{} || read.ptr != end || jobs == 0 || jobs > kMaxJobs) {
    return usage(fmt::format("`--jobs` takes a number from 1 to {}, not `{}`", kMaxJobs, *text));
  }
  return jobs;
}

Result<RuleId> find_rule(const Program& program, const std::string& name) {
  const Result<std::size_t> index = find_named(program.rules, name, "rule");
  if (!index) return index.error();
  return RuleId(index.value());
}

Result<InstrumentId> find_instrument(const Program& program, const std::string& name) {
  std::vector<std::string> names;
  for (std::size_t index = 0; index < program.instruments.size(); ++index) {
    if (program.instruments[index].name == name) return InstrumentId(index);
    names.push_back(program.instruments[index].name);
  }
  const std::vector<std::string> known = known_instruments(program);
  if (std::ranges::find(known, name) != known.end()) {
    return usage(fmt::format("the rule set {} has no rules for `{}`; it has {}",
                             program.identity.name, name, join_words(names, "and")));
  }
  return usage(fmt::format("there is no instrument `{}`{}", name, suggestion(name, names)));
}

}  // namespace probity
