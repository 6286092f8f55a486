// Rule sets on disk: paths as the user gave them, and a digest of every byte.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "support/sha256.h"
#include "tests/check/sample.h"

namespace probity::test {
namespace {

namespace fs = std::filesystem;

class TwoFolders {
 public:
  TwoFolders() : path_(fs::temp_directory_path() / "probity_read_rule_set") {
    fs::remove_all(path_);
    write("set.ruleset", "ruleset s \"S\" version \"1\" includes b, a/deep\n");
    write("b/2.rules", "module b\n");
    write("b/1.rules", "module b \"B\"\n");
    write("b/notes.txt", "not read\n");
    write("a/deep/x.rules", "module a\n");
  }
  ~TwoFolders() { fs::remove_all(path_); }
  TwoFolders(const TwoFolders&) = delete;
  TwoFolders& operator=(const TwoFolders&) = delete;

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] RuleSetText read(const std::string& name) const {
    Diagnostics diagnostics;
    Result<RuleSetText> text = read_rule_set((path_ / name).string(), diagnostics);
    CHECK(diagnostics.empty());
    REQUIRE(text.ok());
    return std::move(text).value();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

TEST_CASE("folders come in the manifest's order, files by their name, with paths as given") {
  const TwoFolders folders;
  const RuleSetText text = folders.read("");
  REQUIRE(text.files.size() == 3);
  CHECK(text.sources.size() == 4);
  CHECK(text.sources.at(text.files[0].source).path() == folders.path("b/1.rules"));
  CHECK(text.sources.at(text.files[1].source).path() == folders.path("b/2.rules"));
  CHECK(text.sources.at(text.files[2].source).path() == folders.path("a/deep/x.rules"));
  CHECK(text.manifest.version.text == "1");
}

TEST_CASE("the digest is over lengths, paths and bytes, the manifest first") {
  const TwoFolders folders;
  CHECK(folders.read("set.ruleset").sha256 ==
        sha256_hex("probity rule set 1\n"
                   "11\nset.ruleset45\nruleset s \"S\" version \"1\" includes b, a/deep\n"
                   "14\na/deep/x.rules9\nmodule a\n"
                   "9\nb/1.rules13\nmodule b \"B\"\n"
                   "9\nb/2.rules9\nmodule b\n"));
}

TEST_CASE("a rule set that is kept elsewhere is the one that was read") {
  const RuleSetText read = TwoFolders().read("set.ruleset");
  std::vector<RuleSetFile> kept{
      {"set.ruleset", "ruleset s \"S\" version \"1\" includes b, a/deep\n"},
      {"b/1.rules", "module b \"B\"\n"},
      {"b/2.rules", "module b\n"},
      {"a/deep/x.rules", "module a\n"}};
  Diagnostics diagnostics;
  const RuleSetText again = parse_rule_set(kept, diagnostics);
  CHECK(diagnostics.empty());
  CHECK(again.is_complete);
  CHECK(again.sha256 == read.sha256);
  CHECK(again.manifest.includes.size() == 2);
  REQUIRE(again.files.size() == 3);
  for (std::size_t i = 0; i < again.files.size(); ++i) {
    CHECK(again.files[i].module.text == read.files[i].module.text);
    CHECK(again.files[i].source == read.files[i].source);
  }
  kept[3].bytes += "\n";
  CHECK(parse_rule_set(kept, diagnostics).sha256 != read.sha256);
}

TEST_CASE("every byte and every name changes the digest, other files do not") {
  const TwoFolders folders;
  const std::string before = folders.read("").sha256;
  folders.write("b/notes.txt", "changed\n");
  CHECK(folders.read("").sha256 == before);
  folders.write("b/2.rules", "module b\n\n");
  const std::string longer = folders.read("").sha256;
  CHECK(longer != before);
  fs::rename(folders.path("b/2.rules"), folders.path("b/3.rules"));
  CHECK(folders.read("").sha256 != longer);
}

TEST_CASE("what cannot be read is an error of its kind") {
  const TwoFolders folders;
  Diagnostics diagnostics;
  const auto kind = [&](const std::string& path) {
    const Result<RuleSetText> text = read_rule_set(path, diagnostics);
    REQUIRE_FALSE(text.ok());
    return text.error().kind;
  };
  CHECK(kind(folders.path("nowhere")) == ErrorKind::kNotFound);
  CHECK(kind(folders.path("b")) == ErrorKind::kNotFound);
  folders.write("second.ruleset", "ruleset t \"T\" version \"1\" includes b\n");
  CHECK(kind(folders.path("")) == ErrorKind::kUsage);
}

TEST_CASE("the identity of a Program is that of its manifest and bytes") {
  Diagnostics diagnostics;
  const Result<RuleSetText> text =
      read_rule_set((kCheckGolden / "whole_rule_set").string(), diagnostics);
  REQUIRE(text.ok());
  const std::optional<Program> program = check_rule_set(text.value(), diagnostics);
  REQUIRE(program.has_value());
  CHECK(program->identity.name == "s");
  CHECK(program->identity.title == "S");
  CHECK(program->identity.version == "1");
  CHECK(program->identity.sha256 == text.value().sha256);
  CHECK(program->sources.size() == 3);
}

}  // namespace
}  // namespace probity::test
