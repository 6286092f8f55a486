// probity doc: the book of a rule set, as pages in a folder.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>

#include "analyse/references.h"
#include "cli/console.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "report/book.h"
#include "support/text.h"

namespace probity {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDefaultFolder = "probity-doc";
/// Lies in the folder of a book and lists its pages, so that a book is known as one, and pages that
/// there are no more can be removed.
constexpr const char* kListName = "probity-book.txt";
constexpr std::string_view kListHeading = "Pages written by probity doc:\n";
/// Bytes of that list: a name each for far more modules than a rule set can have.
constexpr std::size_t kMaxListBytes = std::size_t{1} << 20;

/// A name that can only be that of a page of a book: nothing that leads elsewhere.
bool is_page_name(std::string_view name) {
  return name.ends_with(".html") && std::ranges::all_of(name, [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                  (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' ||
                  letter == '.';
         });
}

Error cannot_use(const std::string& folder, std::string_view why) {
  return {ErrorKind::kOutput, fmt::format("cannot write the book to `{}`: {}", folder, why)};
}

/// The pages of the book that is in the folder, none where it is new or empty; an error where it
/// holds something else. The folder is there afterwards.
Result<std::set<std::string>> open_folder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return cannot_use(folder, error.message());
  std::set<std::string> pages;
  if (fs::is_empty(folder, error)) return pages;
  if (error) return cannot_use(folder, error.message());
  const Result<std::optional<std::string>> list =
      read_file((fs::path(folder) / kListName).string(), kMaxListBytes);
  const bool is_book = list && list.value() && list.value()->starts_with(kListHeading);
  if (!is_book) {
    return cannot_use(folder,
                      "the folder holds files that are no book of this program; name a new or an "
                      "empty one by --output");
  }
  std::string_view rest = *list.value();
  rest.remove_prefix(kListHeading.size());
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (is_page_name(rest.substr(0, end))) pages.emplace(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return pages;
}

ExitStatus write_file(const fs::path& path, std::string_view text) {
  Result<Output> output = Output::to_file(path.string());
  if (!output) return fail(output.error());
  output.value().write(text);
  return output.value().finish();
}

ExitStatus write_list(const fs::path& folder, const std::set<std::string>& pages) {
  std::string list(kListHeading);
  for (const std::string& page : pages) list += page + '\n';
  return write_file(folder / kListName, list);
}

/// The list names old pages and new ones while they are written, so that a run that is broken off
/// leaves a folder that the next one knows.
ExitStatus write_book(const std::string& folder, const std::set<std::string>& old_pages,
                      const std::vector<BookFile>& files) {
  std::set<std::string> pages;
  for (const BookFile& file : files) pages.insert(file.name);
  std::set<std::string> all = old_pages;
  all.insert(pages.begin(), pages.end());
  ExitStatus status = write_list(folder, all);
  for (const BookFile& file : files) {
    if (status != ExitStatus::kOk) return status;
    status = write_file(fs::path(folder) / file.name, file.html);
  }
  for (const std::string& page : old_pages) {
    std::error_code ignored;
    if (!pages.contains(page)) fs::remove(fs::path(folder) / page, ignored);
  }
  return status == ExitStatus::kOk ? write_list(folder, pages) : status;
}

/// The modules with their titles, in the order in which the rule set has them.
std::vector<BookMaterial::Module> modules_of(const RuleSetText& text) {
  std::vector<BookMaterial::Module> modules;
  for (const ast::File& file : text.files) {
    auto module = std::ranges::find(modules, file.module.text, &BookMaterial::Module::name);
    if (module == modules.end()) module = modules.insert(modules.end(), {file.module.text, ""});
    if (file.title) module->title = file.title->text;
  }
  return modules;
}

}  // namespace

ExitStatus run_doc(const Arguments& arguments) {
  const Result<std::string> path = rules_path(arguments);
  if (!path) return fail(path.error());
  const Result<CheckedRules> rules = load_rules_with_text(path.value(), arguments);
  if (!rules) return fail_rules(rules.error());
  const Program& program = rules.value().program;
  const std::string folder = arguments.value(Option::kFolder).value_or(kDefaultFolder);
  const Result<std::set<std::string>> old_pages = open_folder(folder);
  if (!old_pages) return fail(old_pages.error());
  const std::vector<BookFile> files =
      render_book(program, gather_book(program, modules_of(rules.value().text)));
  const ExitStatus status = write_book(folder, old_pages.value(), files);
  if (status != ExitStatus::kOk || arguments.has(Option::kQuiet)) return status;
  return write_results(
      arguments, fmt::format("{} pages; begin with {}\n", files.size(),
                             escape_untrusted((fs::path(folder) / files.front().name).string())));
}

}  // namespace probity
