// The schema of the sample vocabulary, as text. That it accepts and refuses what the loader does is
// tested by schema_test.py with an independent validator, over the dossiers of cases/.
#include "dossier/schema.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/dossier/sample_vocabulary.h"
#include "tests/golden_support.h"

namespace probity::test {
namespace {

TEST_CASE("the schema of a vocabulary reads as the golden text") {
  compare_golden(golden_folder("dossier") / "schema" / "sample.json",
                 json_schema(the_vocabulary(), "sample", "2026.1"));
}

TEST_CASE("things of one name are told apart by their module") {
  Vocabulary vocabulary = sample_vocabulary();
  add_record(vocabulary, "facility", {});
  vocabulary.records.back().module = "seap";
  add_enum(vocabulary, "money", {"cash"});
  const std::string schema = json_schema(vocabulary, "sample", "1");
  CHECK(schema.find(R"("dossier.facility": {)") != std::string::npos);
  CHECK(schema.find(R"("seap.facility": {)") != std::string::npos);
  CHECK(schema.find(R"("dossier.money": {)") != std::string::npos);
  CHECK(schema.find(R"("money": {)") != std::string::npos);
  CHECK(schema.find(R"(#/$defs/dossier.facility)") != std::string::npos);
}

TEST_CASE("a schema is itself JSON that the scanner reads, whatever the comments say") {
  Vocabulary vocabulary = sample_vocabulary();
  vocabulary.records[0].doc = "a \"quoted\" \\ line\nand another\t\x01";
  const std::string schema = json_schema(vocabulary, "sample", "1");
  CHECK(schema.find(R"("a \"quoted\" \\ line\nand another\u0009\u0001")") != std::string::npos);
}

}  // namespace
}  // namespace probity::test
