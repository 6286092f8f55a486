// Every mistake that the checker finds, as people read it: tests/golden/check/NAME.rules, beside
// the shared files, or the rule set in the folder NAME, gives NAME.txt. With PROBITY_UPDATE_GOLDEN
// in the environment the texts are written instead; read the difference before it is committed.
#include <doctest/doctest.h>

#include <cstdlib>
#include <set>
#include <string>

#include "diagnostics/render.h"
#include "tests/check/sample.h"

namespace probity::test {
namespace {

namespace fs = std::filesystem;

/// Paths in messages are as the user gave them, so the tests give short ones.
class WorkingFolder {
 public:
  explicit WorkingFolder(const fs::path& folder) : before_(fs::current_path()) {
    fs::current_path(folder);
  }
  ~WorkingFolder() { fs::current_path(before_); }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  fs::path before_;
};

void compare(const std::string& name, const std::string& text) {
  const fs::path expected = kCheckGolden / (name + ".txt");
  if (std::getenv("PROBITY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(expected, std::ios::binary) << text;
    return;
  }
  CHECK_MESSAGE(text == read_file(expected), name);
}

std::string diagnose(const RuleSetText& text, Diagnostics& diagnostics) {
  const bool has_program = check_rule_set(text, diagnostics).has_value();
  CHECK(has_program == !diagnostics.has_errors());
  return render_diagnostics(diagnostics, text.sources, Colour::kOff);
}

std::string diagnose_folder(const std::string& path) {
  Diagnostics diagnostics;
  const Result<RuleSetText> text = read_rule_set(path, diagnostics);
  if (!text) return text.error().message + "\n";
  return diagnose(text.value(), diagnostics);
}

TEST_CASE("mistakes in one rule file read as the golden texts") {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kCheckGolden)) {
    if (entry.path().extension() == ".rules") files.insert(entry.path());
  }
  CHECK(files.size() > 50);
  for (const fs::path& path : files) {
    Diagnostics diagnostics;
    const RuleSetText text =
        sample_rule_set(path.filename().string(), read_file(path), diagnostics);
    compare(path.stem().string(), diagnose(text, diagnostics));
  }
}

TEST_CASE("mistakes in rule sets read as the golden texts") {
  const WorkingFolder folder(kCheckGolden);
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(kCheckGolden)) {
    if (entry.is_directory() && entry.path().filename() != "shared") {
      names.insert(entry.path().filename().string());
    }
  }
  CHECK(names.size() > 5);
  for (const std::string& name : names) compare(name, diagnose_folder(name));
}

/// A folder for files that do not belong in the repository.
class ScratchFolder {
 public:
  explicit ScratchFolder(const std::string& name)
      : path_(fs::temp_directory_path() / ("probity_check_" + name)) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~ScratchFolder() { fs::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

TEST_CASE("folders and files behind symbolic links are not read") {
  const ScratchFolder scratch("links");
  scratch.write("set.ruleset", R"(ruleset s "S" version "1" includes linked, own, deep/linked)");
  scratch.write("own/a.rules", "module own");
  scratch.write("deep/real/b.rules", "module deep");
  fs::create_directory_symlink("own", scratch.path() / "linked");
  fs::create_directory_symlink("real", scratch.path() / "deep/linked");
  fs::create_symlink("a.rules", scratch.path() / "own/b.rules");
  const WorkingFolder folder(scratch.path());
  compare("symbolic_link", diagnose_folder("set.ruleset"));
}

TEST_CASE("a rule set of 2 000 files and one is refused") {
  const ScratchFolder scratch("many_files");
  scratch.write("set.ruleset", R"(ruleset s "S" version "1" includes many)");
  for (int i = 0; i < 2000; ++i) {
    scratch.write("many/" + std::to_string(10'000 + i) + ".rules", "module many");
  }
  const WorkingFolder folder(scratch.path());
  compare("rule_set_too_large", diagnose_folder("set.ruleset"));
}

TEST_CASE("a chain of 201 definitions is refused") {
  std::string rules = "module sample\nuse facts\ndefine d0 : number = units\n";
  for (int i = 1; i <= 200; ++i) {
    rules += "define d" + std::to_string(i) + " : number = d" + std::to_string(i - 1) + "\n";
  }
  rules += "figure deepest : number = d199\nfigure deeper : number = d200\n";
  Diagnostics diagnostics;
  const RuleSetText text = sample_rule_set("chain.rules", rules, diagnostics);
  compare("definitions_too_deep", diagnose(text, diagnostics));
}

TEST_CASE("every code of the checker has a golden text") {
  std::string all;
  for (const auto& entry : fs::directory_iterator(kCheckGolden)) {
    if (entry.path().extension() == ".txt") all += read_file(entry.path());
  }
  for (const CodeEntry& code : all_codes()) {
    const bool is_of_rule_sets = code.text >= "PR0050" && code.text < "PR0060";
    const bool is_of_check = code.text >= "PR0200" && code.text < "PR0600";
    if (!is_of_rule_sets && !is_of_check) continue;
    CHECK_MESSAGE(all.find("[" + std::string(code.text) + "]") != std::string::npos, code.text);
  }
}

}  // namespace
}  // namespace probity::test
