#include "cli/manual.h"

#include <fmt/format.h>

#include <vector>

#include "report/page.h"
#include "report/wording.h"

namespace probity {
namespace {

struct StatusRow {
  ExitStatus status;
  std::string_view meaning;
};

constexpr StatusRow kStatuses[] = {
    {ExitStatus::kOk, "every verdict is compliant or not applicable"},
    {ExitStatus::kNonCompliant, "some verdict is non-compliant"},
    {ExitStatus::kUndetermined, "none is non-compliant, but some is undetermined"},
    {ExitStatus::kUsage, "the command line is wrong"},
    {ExitStatus::kRejected, "a dossier was rejected; the others were still evaluated"},
    {ExitStatus::kNotFound, "an input was not found"},
    {ExitStatus::kDefect, "a defect of the program"},
    {ExitStatus::kCannotWrite, "the output cannot be written"},
    {ExitStatus::kInputOutput, "an error of input or output"},
    {ExitStatus::kRules, "the rules have mistakes"},
};

std::string priority_text() {
  std::vector<std::string> codes;
  codes.reserve(kStatusPriority.size());
  for (const ExitStatus status : kStatusPriority) {
    codes.push_back(fmt::format("{}", static_cast<int>(status)));
  }
  return fmt::format("Where several hold, the first of {} is given.", join_words(codes, "and"));
}

std::string usage_line(const CommandRow& command) {
  return fmt::format("probity {} [OPTION...]{}{}", command.name,
                     command.arguments.empty() ? "" : " ", command.arguments);
}

std::vector<OptionRow> shown_options(const CommandRow& command) {
  std::vector<OptionRow> rows;
  for (const Option option : command.options) {
    if (option_row(option).listing == Listing::kShown) rows.push_back(option_row(option));
  }
  return rows;
}

std::string option_words(const OptionRow& row) {
  return row.value.empty() ? fmt::format("--{}", row.name)
                           : fmt::format("--{} {}", row.name, row.value);
}

/// The summary, with the command's formats where it is that option.
std::string option_summary(const CommandRow& command, const OptionRow& row) {
  std::string text(row.summary);
  if (row.id == Option::kFormat) {
    std::vector<std::string> formats(command.formats.begin(), command.formats.end());
    formats.front() += " (default)";
    text += fmt::format(": {}", join_words(formats, "or"));
  }
  if (row.repeat == Repeat::kMany) text += "; can be repeated";
  return text;
}

std::vector<std::string_view> paragraphs_of(std::string_view text) {
  std::vector<std::string_view> paragraphs;
  while (true) {
    const std::size_t end = text.find("\n\n");
    paragraphs.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return paragraphs;
    text.remove_prefix(end + 2);
  }
}

void add_statuses(Page& page) {
  page.line(0, "Exit status", Tone::kStrong);
  for (const StatusRow& row : kStatuses) {
    page.entry({.indent = 2,
                .label = fmt::format("{}", static_cast<int>(row.status)),
                .label_columns = 4,
                .text = std::string(row.meaning)});
  }
}

}  // namespace

std::string usage_text() {
  return "usage: probity COMMAND [OPTION...] [ARGUMENT...]\n"
         "`probity help` lists the commands, `probity help COMMAND` says how to use one.\n";
}

namespace {

/// "audit" of "audit show"; "" for a command of one word.
std::string_view family_of(const CommandRow& command) {
  const std::size_t blank = command.name.find(' ');
  return blank == std::string_view::npos ? "" : command.name.substr(0, blank);
}

/// The commands of a family, or those of none, a line each.
void add_commands(Page& page, std::string_view family, std::size_t columns) {
  for (const CommandRow& command : all_commands()) {
    if (family_of(command) != family) continue;
    page.entry({.indent = 2,
                .label = std::string(command.name),
                .label_columns = columns,
                .text = std::string(command.summary),
                .label_tone = Tone::kStrong});
  }
}

/// What goes beside a name of two words.
constexpr std::size_t kFamilyColumns = 20;

}  // namespace

std::string family_help_text(std::string_view family, Colour colour) {
  Page page(colour);
  page.line(0, fmt::format("probity {} COMMAND [OPTION...] [ARGUMENT...]", family), Tone::kStrong);
  page.blank();
  add_commands(page, family, kFamilyColumns);
  return page.take();
}

std::string help_text(Colour colour) {
  Page page(colour);
  page.line(0,
            "Probity says whether a defence procurement keeps the rules that it claims to keep.");
  page.blank();
  page.line(0, "probity COMMAND [OPTION...] [ARGUMENT...]", Tone::kStrong);
  page.blank();
  add_commands(page, "", 10);
  page.blank();
  page.line(0, "The audit log", Tone::kStrong);
  add_commands(page, "audit", kFamilyColumns);
  page.blank();
  page.line(0,
            "`probity COMMAND --help` lists the options of a command. To begin: `probity new SAFE "
            "> dossier.json`, fill it in, `probity check dossier.json`.");
  page.blank();
  add_statuses(page);
  page.line(2, priority_text(), Tone::kFaint);
  return page.take();
}

std::string command_help_text(const CommandRow& command, Colour colour) {
  Page page(colour);
  page.line(0, usage_line(command), Tone::kStrong);
  page.blank();
  for (const std::string_view paragraph : paragraphs_of(command.description)) {
    page.line(0, paragraph);
    page.blank();
  }
  for (const OptionRow& row : shown_options(command)) {
    page.entry({.indent = 2,
                .label = option_words(row),
                .label_columns = 26,
                .text = option_summary(command, row),
                .label_tone = Tone::kStrong});
  }
  return page.take();
}

namespace {

/// Text as roff takes it: no escapes, no requests, hyphens that can be searched for.
std::string roff(std::string_view text) {
  std::string escaped;
  if (text.starts_with('.') || text.starts_with('\'')) escaped += "\\&";
  for (const char character : text) {
    if (character == '\\') {
      escaped += "\\e";
    } else if (character == '-') {
      escaped += "\\-";
    } else {
      escaped += character;
    }
  }
  return escaped;
}

std::string roff_command(const CommandRow& command) {
  std::string page = fmt::format(".SS probity {}\n", roff(command.name));
  page += fmt::format(".B probity {}\n[\\fIOPTION\\fR...] {}\n", roff(command.name),
                      roff(command.arguments));
  for (const std::string_view paragraph : paragraphs_of(command.description)) {
    page += fmt::format(".PP\n{}\n", roff(paragraph));
  }
  for (const OptionRow& row : shown_options(command)) {
    page += fmt::format(".TP\n\\fB{}\\fR", roff(fmt::format("--{}", row.name)));
    if (!row.value.empty()) page += fmt::format(" \\fI{}\\fR", roff(row.value));
    page += fmt::format("\n{}.\n", roff(option_summary(command, row)));
  }
  return page;
}

}  // namespace

std::string manual_page() {
  std::string page = fmt::format(
      ".TH PROBITY 1 \"\" \"probity {}\" \"User Commands\"\n"
      ".SH NAME\nprobity \\- evaluate defence procurement dossiers against written rules\n"
      ".SH SYNOPSIS\n.B probity\n\\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n"
      ".SH DESCRIPTION\n"
      "Probity says whether a defence procurement keeps the rules that it claims to keep. Results "
      "go "
      "to standard output, everything else to standard error.\n"
      ".SH COMMANDS\n",
      PROBITY_VERSION);
  for (const CommandRow& command : all_commands()) page += roff_command(command);
  page += ".SH EXIT STATUS\n";
  for (const StatusRow& row : kStatuses) {
    page += fmt::format(".TP\n{}\n{}.\n", static_cast<int>(row.status), roff(row.meaning));
  }
  page += fmt::format(".PP\n{}\n", priority_text());
  page +=
      ".SH ENVIRONMENT\n.TP\nNO_COLOR\nWhere it is set and not empty, there are no colours unless "
      "\\-\\-color asks for them.\n"
      ".TP\nPROBITY_AUDIT\nThe audit log, where \\-\\-audit names none.\n"
      ".TP\nPROBITY_AUDIT_PASSPHRASE\nWhat the log's private key is encrypted with.\n"
      ".SH FILES\n.TP\n../share/probity/rules\nThe rules that came with the program, from its own "
      "folder.\n";
  return page;
}

std::string bash_completion() {
  std::string names;
  std::string family;
  std::string cases;
  for (const CommandRow& command : all_commands()) {
    const std::string_view first = family_of(command);
    std::string& list = first.empty() ? names : family;
    const std::string_view last = command.name.substr(first.empty() ? 0 : first.size() + 1);
    list += fmt::format("{}{}", list.empty() ? "" : " ", last);
    std::string options;
    for (const OptionRow& row : shown_options(command)) {
      options += fmt::format("{}--{}", options.empty() ? "" : " ", row.name);
    }
    std::string formats;
    for (const std::string_view format : command.formats) {
      formats += fmt::format("{}{}", formats.empty() ? "" : " ", format);
    }
    cases +=
        fmt::format("    '{}') options='{}' formats='{}' ;;\n", command.name, options, formats);
  }
  return fmt::format(R"(# bash completion for probity
_probity() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}
  local commands='{} audit' family='{}' options='' formats='' command=${{COMP_WORDS[1]}}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$current")
    return
  fi
  if [[ $command == audit ]]; then
    if ((COMP_CWORD == 2)); then
      mapfile -t COMPREPLY < <(compgen -W "$family" -- "$current")
      return
    fi
    command+=" ${{COMP_WORDS[2]}}"
  fi
  case $command in
{}  esac
  case $previous in
    --format) mapfile -t COMPREPLY < <(compgen -W "$formats" -- "$current"); return ;;
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current"); return ;;
    help) mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$current"); return ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}}
complete -o filenames -F _probity probity
)",
                     names, family, cases);
}

}  // namespace probity
